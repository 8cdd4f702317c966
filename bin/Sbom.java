import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/**
 * Writes the bill of materials (CycloneDX 1.5) of the jars in the given folders. The same jars give
 * the same bytes: no time and no serial number stands in it. A jar whose group nobody states stops
 * it: what has no package URL is looked up in no list of vulnerabilities.
 */
final class Sbom {
  private static final Pattern NAME = Pattern.compile("(.+?)-(\\d[^/]*?)(?:-(linux-\\w+))?\\.jar");

  private final Map<String, String> groups;

  private Sbom(Map<String, String> groups) {
    this.groups = groups;
  }

  /** The table of groups, then the folders. */
  public static void main(String[] files) throws IOException {
    var sbom = new Sbom(table(Path.of(files[0])));
    var jars = new ArrayList<Path>();
    for (var folder : List.of(files).subList(1, files.length)) {
      try (var found = Files.list(Path.of(folder))) {
        found.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
      }
    }
    var components = jars.stream().map(sbom::component).sorted().distinct().toList();
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

  private static Map<String, String> table(Path file) throws IOException {
    var groups = new HashMap<String, String>();
    for (var line : Files.readAllLines(file)) {
      if (!line.startsWith("#")) {
        groups.put(line.split("\t")[0], line.split("\t")[1]);
      }
    }
    return groups;
  }

  private String component(Path jar) {
    var name = NAME.matcher(jar.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalStateException("a jar without a version in its name: " + jar);
    }
    var artifact = name.group(1);
    var version = name.group(2);
    var group = group(jar, artifact);
    var classifier = name.group(3) == null ? "" : "?classifier=" + name.group(3);
    var members =
        List.of(
            member("type", "library"),
            member("group", group),
            member("name", artifact),
            member("version", version),
            member("purl", "pkg:maven/" + group + "/" + artifact + "@" + version + classifier),
            "\"hashes\": [{ \"alg\": \"SHA-256\", \"content\": \"" + sha256(jar) + "\" }]");
    return "    { " + String.join(", ", members) + " }";
  }

  private static String member(String name, String value) {
    return "\"" + name + "\": \"" + value + "\"";
  }

  private String group(Path jar, String artifact) {
    var group = artifact.startsWith("gatehouse-") ? "io.gatehouse" : stated(jar, artifact);
    if (group == null) {
      throw new IllegalStateException(
          jar.getFileName() + " states no group: add " + artifact + " to bin/sbom-groups.tsv");
    }
    return group;
  }

  /** The group that the jar itself states for this artifact, else the table's. */
  private String stated(Path jar, String artifact) {
    try (var zip = new ZipFile(jar.toFile())) {
      for (var entry : zip.stream().toList()) {
        if (entry.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.properties")) {
          var properties = new Properties();
          properties.load(zip.getInputStream(entry));
          if (artifact.equals(properties.getProperty("artifactId"))) {
            return properties.getProperty("groupId");
          }
        }
      }
      return groups.get(artifact);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(Path jar) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    } catch (NoSuchAlgorithmException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
