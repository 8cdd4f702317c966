package io.gatehouse.app.config.shape;

import io.gatehouse.app.config.shape.Complaints.Slot;
import io.gatehouse.app.config.shape.Shape.Field;
import io.gatehouse.app.config.shape.Shape.Fields;
import io.gatehouse.app.config.shape.Shape.Kinds;
import io.gatehouse.app.config.shape.Shape.Variant;
import io.gatehouse.app.config.value.Parsed;
import io.gatehouse.app.config.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Binds a tree to a record and goes on after each flaw, so that a person sees all of them at once.
 * What could not be read counts as left out for the rest of the check; the caller must look at the
 * complaints before it uses the record.
 */
public final class Binder {
  private final Shapes shapes;
  private final Complaints complaints;
  private final Names names;
  private final LeftOut leftOut;
  // Keys whose value could not be read: a record is not judged on what took their place.
  private int lost;

  private Binder(Shapes shapes, Yaml root) {
    this.shapes = shapes;
    this.complaints = new Complaints(root.at());
    this.names = new Names(root, complaints);
    this.leftOut = new LeftOut(this::bind, complaints);
  }

  /**
   * @param value empty when not even a record with holes could be made
   */
  public record Bound<T>(Optional<T> value, Complaints complaints) {}

  public static <T extends Record> Bound<T> bind(Class<T> type, Yaml root, Shapes shapes) {
    var binder = new Binder(shapes, root);
    var value = binder.bind(binder.shapes.of(type), new Slot("", root, root.at()));
    return new Bound<>(value.map(type::cast), binder.complaints);
  }

  private Optional<Object> bind(Shape shape, Slot slot) {
    return switch (shape) {
      case Shape.Single single -> single(single.scalar(), slot);
      case Shape.Word word -> word(word, slot);
      case Shape.Items items -> items(items, slot);
      case Shape.Entries entries -> entries(entries, slot);
      case Fields fields -> mapping(slot).flatMap(map -> record(fields, slot, slots(slot, map)));
      case Kinds kinds -> mapping(slot).flatMap(map -> kind(kinds, slot, slots(slot, map)));
    };
  }

  private Optional<Object> single(Scalar<?> scalar, Slot slot) {
    if (!(slot.yaml() instanceof Yaml.Text text) || text.isNothing()) {
      return refuse(slot, "Expected " + scalar.words() + ", not " + slot.yaml().kind() + ".");
    }
    return switch (scalar.parser().apply(text)) {
      case Parsed.Good<?> good -> Optional.of(good.value());
      case Parsed.Bad<?> bad -> refuse(slot, bad.message());
    };
  }

  private Optional<Object> word(Shape.Word word, Slot slot) {
    var known = word.words().keySet();
    if (!(slot.yaml() instanceof Yaml.Text text)) {
      return refuse(slot, "Expected one of " + Names.list(known) + ".");
    }
    var choice = Optional.<Object>ofNullable(word.words().get(text.value()));
    if (choice.isEmpty()) {
      var near = Nearest.to(text.value(), known).map(w -> "Did you mean `" + w + "`?");
      complaints.at(slot, "Expected one of " + Names.list(known) + ".", near);
    }
    return choice;
  }

  private Optional<Object> items(Shape.Items shape, Slot slot) {
    if (!(slot.yaml() instanceof Yaml.Sequence list)) {
      return refuse(slot, "Expected a list such as [a, b], not " + slot.yaml().kind() + ".");
    }
    var items = new ArrayList<Object>();
    for (var i = 0; i < list.items().size(); i++) {
      var place = slot.item(i, list.items().get(i));
      var item = bind(shape.item(), place);
      if (shape.distinct() && item.filter(items::contains).isPresent()) {
        complaints.at(place, "This is listed twice.", Optional.empty());
      }
      item.ifPresent(items::add);
    }
    return Optional.of(shape.distinct() ? new LinkedHashSet<>(items) : List.copyOf(items));
  }

  private Optional<Object> entries(Shape.Entries shape, Slot slot) {
    var form = Pattern.compile(shape.keys());
    return mapping(slot)
        .map(map -> {
          var bound = new LinkedHashMap<String, Object>();
          for (var entry : slots(slot, map).entrySet()) {
            if (!form.matcher(entry.getKey()).matches()) {
              complaints.atKey(
                  entry.getValue(),
                  "`" + entry.getKey() + "` cannot be a name here.",
                  Optional.empty());
            }
            bind(shape.value(), entry.getValue())
                .ifPresent(value -> bound.put(entry.getKey(), value));
          }
          return bound;
        });
  }

  private Optional<Yaml.Mapping> mapping(Slot slot) {
    if (slot.yaml() instanceof Yaml.Mapping map) {
      return Optional.of(map);
    }
    refuse(slot, "Expected a mapping such as { key: value }, not " + slot.yaml().kind() + ".");
    return Optional.empty();
  }

  private Map<String, Slot> slots(Slot self, Yaml.Mapping map) {
    return slots(self, map, new LinkedHashMap<>());
  }

  private Map<String, Slot> slots(Slot self, Yaml.Mapping map, Map<String, Slot> slots) {
    for (var entry : map.entries()) {
      var key = entry.key().value();
      var first = slots.putIfAbsent(key, self.below(entry.key(), entry.value()));
      if (first != null) {
        var message = "`" + key + "` stands here twice; it was first set on line ";
        complaints.atKey(
            self.below(entry.key(), entry.value()),
            message + first.key().line() + ".",
            Optional.empty());
      }
    }
    return slots;
  }

  private Optional<Object> kind(Kinds shape, Slot self, Map<String, Slot> slots) {
    var named = shape.variants().stream().filter(v -> slots.containsKey(v.key())).toList();
    if (named.size() > 1) {
      var keys = named.stream().map(v -> "`" + v.key() + "`").collect(Collectors.joining(" and "));
      return refuse(self, keys + " exclude each other; keep one.");
    }
    return named.stream()
        .findFirst()
        .or(() -> shape.variants().stream().filter(v -> v.key().isEmpty()).findFirst())
        .map(variant -> record(variant.fields(), self, unfold(variant, slots)))
        .orElseGet(() -> noKind(shape, self, slots));
  }

  private Optional<Object> noKind(Kinds shape, Slot self, Map<String, Slot> slots) {
    var kinds = shape.variants().stream().map(Variant::key).collect(Collectors.toSet());
    var near = slots.keySet().stream().flatMap(key -> Nearest.to(key, kinds).stream()).findFirst();
    var words = String.join(", ", kinds.stream().sorted().toList());
    complaints.at(
        self, "One of these keys must say what this is: " + words + ".", near.map(Binder::meant));
    return Optional.empty();
  }

  // `oidc: URL` and `oidc: { issuer: URL }` are the same; further keys may stand beside or inside.
  private Map<String, Slot> unfold(Variant variant, Map<String, Slot> slots) {
    var ownKey = variant.fields().fields().stream().anyMatch(f -> f.key().equals(variant.key()));
    if (ownKey || variant.key().isEmpty()) {
      return slots;
    }
    var rest = new LinkedHashMap<>(slots);
    var kind = Optional.ofNullable(rest.remove(variant.key()));
    kind.ifPresent(slot -> unfoldInto(rest, variant, slot));
    return rest;
  }

  private void unfoldInto(Map<String, Slot> rest, Variant variant, Slot slot) {
    if (slot.yaml() instanceof Yaml.Mapping map) {
      slots(slot, map, rest);
    } else if (rest.containsKey(variant.single())) {
      refuse(
          slot, "`" + variant.key() + "` and `" + variant.single() + "` say the same; keep one.");
    } else if (!variant.single().isEmpty()) {
      rest.put(variant.single(), slot);
    } else {
      refuse(slot, "Expected a mapping, such as {}, not " + slot.yaml().kind() + ".");
    }
  }

  private Optional<Object> record(Fields shape, Slot self, Map<String, Slot> slots) {
    var before = lost;
    refuseUnknown(shape, slots);
    var values = new ArrayList<Optional<Object>>();
    for (var field : shape.fields()) {
      values.add(field(field, self, Optional.ofNullable(slots.get(field.key()))));
    }
    if (values.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    var made = Construct.record(shape.type(), values.stream().map(Optional::orElseThrow).toList());
    complaints.remember(made, new Complaints.Written(self, slots));
    if (made instanceof Checked checked && lost == before) {
      checked.check(complaints);
    }
    return Optional.of(made);
  }

  private Optional<Object> field(Field field, Slot self, Optional<Slot> slot) {
    if (slot.isEmpty()) {
      return leftOut.value(field, self);
    }
    slot.ifPresent(written -> names.check(field, written));
    var bound = bind(field.shape(), slot.get());
    refuseEmpty(field, slot.get());
    if (bound.isEmpty()) {
      lost++;
      return leftOut.insteadOfFlawed(field, self);
    }
    return bound.map(value -> field.optional() ? Optional.of(value) : value);
  }

  private void refuseEmpty(Field field, Slot slot) {
    var empty =
        switch (slot.yaml()) {
          case Yaml.Sequence list -> list.items().isEmpty();
          case Yaml.Mapping map -> map.entries().isEmpty();
          case Yaml.Text _ -> false;
        };
    if (field.says().needed() && empty) {
      refuse(slot, "This must not be empty: " + LeftOut.lowerFirst(field.says().means()));
    }
  }

  private void refuseUnknown(Fields shape, Map<String, Slot> slots) {
    var known = shape.fields().stream().map(Field::key).collect(Collectors.toSet());
    slots.forEach((key, slot) -> {
      if (!known.contains(key)) {
        complaints.atKey(slot, "`" + key + "` is not a key here.", Names.hint(key, known));
      }
    });
  }

  private static String meant(String word) {
    return "Did you mean `" + word + "`?";
  }

  private Optional<Object> refuse(Slot slot, String message) {
    complaints.at(slot, message, Optional.empty());
    return Optional.empty();
  }

  /** Binds a shape at a place. */
  interface Bind extends BiFunction<Shape, Slot, Optional<Object>> {}
}
