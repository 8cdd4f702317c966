package io.gatehouse.app.config.shape;

import io.gatehouse.app.config.shape.Shape.Field;
import io.gatehouse.app.config.shape.Shape.Fields;
import io.gatehouse.app.config.shape.Shape.Kinds;
import io.gatehouse.app.config.shape.Shape.Presence;
import io.gatehouse.app.config.shape.Shape.Variant;
import io.gatehouse.app.config.value.Worded;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the shape of a record off its components. */
public final class Shapes {
  private final Map<Class<?>, Scalar<?>> scalars;

  public Shapes(List<Scalar<?>> scalars) {
    this.scalars = scalars.stream().collect(Collectors.toMap(Scalar::type, scalar -> scalar));
  }

  public Fields of(Class<? extends Record> type) {
    var fields = Arrays.stream(type.getRecordComponents()).map(this::field).toList();
    return new Fields(type, means(type), fields);
  }

  private static String means(Class<?> type) {
    return Optional.ofNullable(type.getAnnotation(Means.class)).map(Means::value).orElse("");
  }

  private Field field(RecordComponent component) {
    var key = Optional.ofNullable(component.getAnnotation(Key.class));
    if (key.isEmpty()) {
      throw new IllegalStateException(component + " says nothing about its key");
    }
    var type = component.getGenericType();
    var optional = raw(type) == Optional.class;
    var shape = shape(optional ? argument(type, 0) : type, key.get());
    return new Field(
        snake(component.getName()), shape, presence(raw(type), key.get()), key.get(), optional);
  }

  private static Presence presence(Class<?> type, Key key) {
    if (!key.otherwise().isEmpty()) {
      return Presence.HAS_VALUE_WHEN_LEFT_OUT;
    }
    var mayBeEmpty = Set.of(Optional.class, List.class, Set.class, Map.class).contains(type);
    return mayBeEmpty && !key.needed() ? Presence.EMPTY_WHEN_LEFT_OUT : Presence.NEEDED;
  }

  private Shape shape(Type type, Key key) {
    var raw = raw(type);
    if (raw == List.class || raw == Set.class) {
      return new Shape.Items(shape(argument(type, 0), key), raw == Set.class);
    }
    if (raw == Map.class) {
      return new Shape.Entries(shape(argument(type, 1), key), key.keys());
    }
    return shape(raw);
  }

  private Shape shape(Class<?> type) {
    if (type.isEnum()) {
      return new Shape.Word(words(type));
    }
    if (type.isSealed() && !scalars.containsKey(type)) {
      return kinds(type);
    }
    return type.isRecord() && !scalars.containsKey(type)
        ? of(type.asSubclass(Record.class))
        : new Shape.Single(scalar(type));
  }

  private Scalar<?> scalar(Class<?> type) {
    return Optional.<Scalar<?>>ofNullable(scalars.get(type))
        .orElseThrow(() -> new IllegalStateException("no scalar reads " + type));
  }

  private Kinds kinds(Class<?> type) {
    var variants =
        Arrays.stream(type.getPermittedSubclasses())
            .map(permitted -> variant(permitted.asSubclass(Record.class)))
            .toList();
    return new Kinds(type, means(type), variants);
  }

  private Variant variant(Class<? extends Record> type) {
    var kind =
        Optional.ofNullable(type.getAnnotation(Kind.class))
            .orElseThrow(() -> new IllegalStateException(type + " does not say its kind"));
    return new Variant(kind.value(), kind.single(), of(type));
  }

  private static Map<String, Enum<?>> words(Class<?> type) {
    var words = new LinkedHashMap<String, Enum<?>>();
    for (var constant : type.getEnumConstants()) {
      if (constant instanceof Enum<?> choice) {
        words.put(word(choice), choice);
      }
    }
    return words;
  }

  /** As it is written in the file. */
  public static String word(Enum<?> choice) {
    return choice instanceof Worded worded
        ? worded.word()
        : choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType parameterized -> raw(parameterized.getRawType());
      default -> throw new IllegalStateException("no shape for " + type);
    };
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }
}
