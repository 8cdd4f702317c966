import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/**
 * Writes the bill of materials (CycloneDX 1.5) of the jars in the given folders. The same jars give
 * the same bytes: no time and no serial number stands in it.
 */
final class Sbom {
  private static final Pattern NAME = Pattern.compile("(.+?)-(\\d[^/]*?)\\.jar");

  private Sbom() {}

  public static void main(String[] folders) throws IOException {
    var jars = new ArrayList<Path>();
    for (var folder : folders) {
      try (var files = Files.list(Path.of(folder))) {
        files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
      }
    }
    var components =
        jars.stream().map(Sbom::component).sorted().distinct().toList();
    System.out.print(
        """
        {
          "bomFormat": "CycloneDX",
          "specVersion": "1.5",
          "version": 1,
          "components": [
        %s
          ]
        }
        """
            .formatted(String.join(",\n", components)));
  }

  private static String component(Path jar) {
    try {
      var name = NAME.matcher(jar.getFileName().toString());
      if (!name.matches()) {
        throw new IllegalStateException("a jar without a version in its name: " + jar);
      }
      var group = group(jar, name.group(1));
      var members = new ArrayList<>(List.of(member("type", "library")));
      group.forEach(id -> members.add(member("group", id)));
      members.add(member("name", name.group(1)));
      members.add(member("version", name.group(2)));
      group.forEach(id ->
          members.add(
              member("purl", "pkg:maven/" + id + "/" + name.group(1) + "@" + name.group(2))));
      members.add(
          "\"hashes\": [{ \"alg\": \"SHA-256\", \"content\": \"" + sha256(jar) + "\" }]");
      return "    { " + String.join(", ", members) + " }";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String member(String name, String value) {
    return "\"" + name + "\": \"" + value + "\"";
  }

  /** The group that the jar itself states for this artifact; empty when it states none. */
  private static List<String> group(Path jar, String artifact) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      for (var entry : zip.stream().toList()) {
        if (entry.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.properties")) {
          var stated = new Properties();
          stated.load(zip.getInputStream(entry));
          if (artifact.equals(stated.getProperty("artifactId"))) {
            return List.of(stated.getProperty("groupId"));
          }
        }
      }
      return List.of();
    }
  }

  private static String sha256(Path jar) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
