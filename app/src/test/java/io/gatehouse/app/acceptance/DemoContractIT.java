package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The demo contract: what a program that drives the demo relies on. */
class DemoContractIT {
  @TempDir static Path scratch;
  private static RunningDemo demo;

  @BeforeAll
  static void start() {
    demo = RunningDemo.start(scratch.resolve("demo"));
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  @Test
  void aFolderStartsForTheFirstTimeInEightSeconds() {
    assertThat(demo.startedIn()).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void everyRowOfExpectHolds() {
    var proofs = new Proofs(demo, scratch);
    var failures = new ArrayList<String>();
    for (var row : demo.json().get("expect")) {
      var answer = proofs.call(text(row, "caller"), text(row, "method"), text(row, "route"));
      if (answer.status() != row.get("status").intValue()) {
        failures.add(row + " but was " + answer.status() + " " + answer.body());
      }
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void expectCoversEveryCallerAndRoute() {
    var callers = new TreeSet<String>();
    demo.json().get("expect").forEach(row -> callers.add(text(row, "caller")));
    assertThat(callers)
        .containsExactlyInAnyOrder(
            "anonymous",
            "alice",
            "bob",
            "carol",
            "service",
            "apiKey",
            "hmac",
            "sigv4",
            "samlAssertion",
            "clientCertificate",
            "basic:alice",
            "basic:bob",
            "basic:carol");
    assertThat(demo.json().get("expect")).hasSize(callers.size() * 5);
  }

  @Test
  void theFileNamesWhatTheContractNames() {
    var names = new TreeSet<String>();
    demo.json().propertyNames().forEach(names::add);
    assertThat(names)
        .containsExactlyInAnyOrder(
            "version",
            "gateway",
            "mtlsGateway",
            "issuer",
            "mtlsIssuer",
            "admin",
            "ca",
            "adminTokenFile",
            "route",
            "writeRoute",
            "publicRoute",
            "adminOnlyRoute",
            "limitedRoute",
            "basicRoute",
            "resource",
            "scopes",
            "identityAudience",
            "directory",
            "people",
            "clients",
            "apiKey",
            "hmac",
            "sigv4",
            "samlAssertionFile",
            "clientCertificate",
            "expect");
  }

  @Test
  void theFolderIsForItsOwnerOnly() throws IOException {
    assertThat(mode(demo.dir())).isEqualTo("rwx------");
    try (var files = Files.walk(demo.dir())) {
      var open =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !Set.of("rw-------", "r--------").contains(mode(file)))
              .toList();
      assertThat(open).isEmpty();
    }
  }

  @Test
  void theSameIdentityArrivesWhateverTheProof() {
    var proofs = new Proofs(demo, scratch);
    var bob = demo.person("bob").get("sub").stringValue();
    for (var caller :
        List.of("bob", "apiKey", "hmac", "sigv4", "samlAssertion", "clientCertificate")) {
      var seen = proofs.call(caller, "GET", demo.route()).json().get("identity");
      assertThat(text(seen, "sub")).as(caller).isEqualTo(bob);
      assertThat(text(seen, "aud")).isEqualTo(text(demo.json(), "identityAudience"));
      assertThat(text(seen, "iss")).isEqualTo(demo.issuer());
    }
  }

  @Test
  void aPasswordGivesTheSamePrincipalWithItsGroupsAndWithoutScopes() {
    var seen = new Proofs(demo, scratch).call("basic:bob", "GET", text(demo.json(), "basicRoute"));
    var identity = seen.json().get("identity");
    assertThat(text(identity, "sub")).isEqualTo(text(demo.person("bob"), "sub"));
    assertThat(identity.get("amr")).hasToString("[\"pwd\"]");
    assertThat(identity.get("groups")).hasToString("[\"orders-read\"]");
    assertThat(identity.has("scope")).isFalse();
    assertThat(seen.body()).doesNotContainIgnoringCase("authorization");
  }

  @Test
  void nobodyIsNullOnThePublicRouteAndABadProofIsRefusedThere() {
    var url = demo.gateway() + text(demo.json(), "publicRoute");
    assertThat(Curl.call(demo, url).json().get("identity").isNull()).isTrue();
    assertThat(Curl.call(demo, url, "-H", "X-API-Key: gth_demo_nonsense").status()).isEqualTo(401);
  }

  @Test
  void theSixthCallOfTheLimitedRouteWaits() {
    // One process and one connection: six processes could take longer than the limit needs to
    // relax.
    var url = demo.gateway() + text(demo.json(), "limitedRoute") + "?call=[1-6]";
    var said = "%{http_code} %header{retry-after} %header{ratelimit-policy}\n";
    var calls =
        Shell.run(
            List.of(
                "curl",
                "-sS",
                "--cacert",
                demo.ca().toString(),
                "-H",
                "X-API-Key: " + text(demo.json(), "apiKey"),
                "-o",
                "/dev/null",
                "-w",
                said,
                url));
    var lines = calls.text().lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.subList(0, 5)).allMatch(line -> line.startsWith("200 "));
    assertThat(lines.getLast()).matches("429 [123] \"few\";q=5;w=10.*");
  }

  @Test
  void allProcessesTogetherStayWithin256Mebibytes() throws IOException {
    long kibibytes = resident(demo.handle());
    for (var child : demo.handle().descendants().toList()) {
      kibibytes += resident(child);
    }
    assertThat(kibibytes / 1024).isLessThanOrEqualTo(256);
  }

  private static long resident(ProcessHandle process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String text(JsonNode node, String name) {
    return node.get(name).stringValue();
  }
}
