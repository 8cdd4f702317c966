package io.gatehouse.app.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A module of the product, as it lies on disk.
 *
 * @param packages below {@code io.gatehouse}
 * @param mayUse packages of other modules that it may use
 */
record Module(String folder, Set<String> packages, Set<String> mayUse) {
  static final Module IDENTITY = new Module("identity", Set.of("identity"), Set.of());

  private static final Set<String> WORDS = Set.of("identity");
  private static final Set<String> ISSUING = Set.of("identity", "tokens", "web");
  private static final Set<String> EVERYTHING =
      Set.of(
          "identity",
          "tokens",
          "ldap",
          "mtls",
          "signing",
          "apikey",
          "ratelimit",
          "redis",
          "web",
          "sts",
          "gateway");

  static final List<Module> ALL =
      List.of(
          IDENTITY,
          new Module("tokens", Set.of("tokens"), WORDS),
          new Module("ldap-bridge", Set.of("ldap"), WORDS),
          new Module("mtls", Set.of("mtls"), WORDS),
          new Module("hmac-signing", Set.of("signing"), WORDS),
          new Module("apikey-ratelimit", Set.of("apikey", "ratelimit", "redis"), WORDS),
          new Module("web", Set.of("web"), WORDS),
          new Module("sts", Set.of("sts"), ISSUING),
          new Module("gateway", Set.of("gateway"), ISSUING),
          new Module("sample", Set.of("sample"), Set.of()),
          new Module("app", Set.of("app"), EVERYTHING));

  /** Surefire and failsafe run in the module's own folder. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** The classes of all modules; rules that look at others' names need no more of those. */
  static final JavaClasses EVERY =
      new ClassFileImporter()
          .importPaths(
              ALL.stream().map(module -> module.path().resolve("target/classes")).toList());

  private static final String OURS = "io.gatehouse.";

  Path path() {
    return ROOT.resolve(folder);
  }

  JavaClasses classes() {
    return EVERY.that(resideInAnyPackage(own()));
  }

  /** Package patterns of this module. */
  String[] own() {
    return patterns(packages);
  }

  /** Package patterns of the product's modules that this one must not use. */
  String[] forbidden() {
    var all = ALL.stream().flatMap(module -> module.packages.stream());
    return all.filter(name -> !packages.contains(name) && !mayUse.contains(name))
        .map(name -> OURS + name + "..")
        .toArray(String[]::new);
  }

  /** For cycles: one slice for each package. */
  List<String> slices() {
    return packages.stream().map(name -> OURS + name + ".(**)").toList();
  }

  private static String[] patterns(Set<String> names) {
    return names.stream().map(name -> OURS + name + "..").toArray(String[]::new);
  }

  /** Java files below {@code src/main} or {@code src/test}. */
  List<Path> sources(String kind) {
    return files(path().resolve("src").resolve(kind).resolve("java"));
  }

  /** Java files of all modules, the test kit's included. */
  static List<Path> allSources() {
    var kit = files(ROOT.resolve("testkit/src"));
    var modules = ALL.stream().flatMap(module -> files(module.path().resolve("src")).stream());
    return Stream.concat(kit.stream(), modules).toList();
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
