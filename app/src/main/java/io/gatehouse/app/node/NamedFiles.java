package io.gatehouse.app.node;

import io.gatehouse.app.config.Credential;
import io.gatehouse.app.config.value.PublicFile;
import io.gatehouse.app.config.value.SecretRef;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files that a part of a configuration names, whatever part it is. */
final class NamedFiles {
  private NamedFiles() {}

  /** Those that hold no secret, in the order of their names. */
  static Collection<Path> open(Object part) {
    return sorted(references(part).filter(PublicFile.class::isInstance));
  }

  /** All of them, in the order of their names. */
  static Collection<Path> all(Object part) {
    return sorted(references(part));
  }

  private static Collection<Path> sorted(Stream<Object> references) {
    var paths = new TreeSet<Path>();
    references.forEach(reference -> paths.add(path(reference)));
    return paths;
  }

  private static Path path(Object reference) {
    return reference instanceof SecretRef.InFile secret
        ? secret.path()
        : ((PublicFile) reference).path();
  }

  private static Stream<Object> references(Object part) {
    return switch (part) {
      // Revocation lists follow their files by themselves.
      case Credential.X509 x509 -> references(x509.ca());
      case PublicFile file -> Stream.of(file);
      case SecretRef.InFile file -> Stream.of(file);
      case Optional<?> perhaps -> perhaps.stream().flatMap(NamedFiles::references);
      case Collection<?> several -> several.stream().flatMap(NamedFiles::references);
      case Map<?, ?> named -> references(named.values());
      case Record record ->
          Stream.of(record.getClass().getRecordComponents())
              .flatMap(component -> references(value(record, component)));
      case Object word -> Stream.of();
    };
  }

  private static Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("a configuration that cannot be read", impossible);
    }
  }
}
