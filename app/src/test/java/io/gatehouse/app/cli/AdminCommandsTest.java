package io.gatehouse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdminCommandsTest {
  private static final String SECRET = "gth_test_abc";

  @TempDir private Path folder;
  private RecordingAdmin admin;
  private Terminal terminal;

  AdminCommandsTest() throws IOException {
    admin = new RecordingAdmin();
    terminal = new Terminal(Path.of(""));
  }

  @BeforeEach
  void runAnInstance() throws IOException {
    terminal = new Terminal(folder);
    var state = Files.createDirectories(folder.resolve("demo"));
    Files.writeString(
        state.resolve("demo.json"), Json.object().put("admin", admin.address()).toString());
    Files.writeString(state.resolve("admin.token"), "the-token\n");
  }

  @AfterEach
  void stopTheInstance() {
    admin.close();
  }

  @Test
  void aKeyIsPrintedAloneSoThatItCanBePiped() throws IOException {
    admin.answers(
        201,
        """
        { "id": "abc", "kind": "api_key", "secret": "%s", "expires_at": "2027-11-22T12:00:00Z" }
        """
            .formatted(SECRET));

    var run =
        terminal.type(
            "keys",
            "create",
            "--owner",
            "bob",
            "--scope",
            "orders.read",
            "--expires",
            "90d",
            "--route",
            "orders",
            "--from",
            "10.0.0.0/8",
            "--label",
            "shop",
            "--dir",
            "demo");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEqualTo(SECRET + System.lineSeparator());
    assertThat(run.err()).contains("abc works until 2027-11-22").doesNotContain(SECRET);
    assertThat(admin.asked())
        .containsExactly(
            "POST /admin/v1/keys {\"kind\":\"api_key\",\"owner\":\"bob\","
                + "\"scopes\":[\"orders.read\"],\"routes\":[\"orders\"],"
                + "\"networks\":[\"10.0.0.0/8\"],\"expires_at\":\"2027-02-20T12:00:00Z\",\"label\":\"shop\"}"
                + " by Bearer the-token");
  }

  @Test
  void anOutFileIsNewAndPrivate() throws IOException {
    admin.answers(201, "{ \"id\": \"k1\", \"kind\": \"hmac\", \"secret\": \"AAECAw==\" }");

    var run = terminal.type("hmac", "create", "--owner", "bob", "--out", "bob.json");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEmpty();
    var file = folder.resolve("bob.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file).content().contains("\"keyid\" : \"k1\"", "\"secret\" : \"AAECAw==\"");

    assertThat(terminal.type("hmac", "create", "--owner", "bob", "--out", "bob.json").exit())
        .isEqualTo(2);
    assertThat(admin.asked()).as("nothing is made that could not be kept").hasSize(1);
  }

  @Test
  void aCertificateAndItsKeyAreTwoPrivateFiles() throws IOException {
    admin.answers(
        201,
        """
        { "id": "9a", "certificate": "CERT", "key": "KEY", "expires_at": "2027-11-22T12:00:00Z" }
        """);
    var run = terminal.type("cert", "issue", "--owner", "bob", "--scope", "a", "--out", "bob.pem");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).contains("9a works until 2027").doesNotContain("KEY");
    assertThat(folder.resolve("bob.pem")).content().isEqualTo("CERT");
    assertThat(folder.resolve("bob.key")).content().isEqualTo("KEY");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("bob.key"))))
        .isEqualTo("rw-------");
    assertThat(admin.asked())
        .first()
        .asString()
        .startsWith("POST /admin/v1/certificates {\"owner\":\"bob\",\"scopes\":[\"a\"]");
    assertThat(terminal.type("cert", "issue", "--owner", "bob", "--out", "bob.key").exit())
        .isEqualTo(2);
    assertThat(admin.asked()).as("nothing is made that could not be kept").hasSize(1);
  }

  @Test
  void aSigningRequestIsSentAsItIs() throws IOException {
    admin.answers(201, "{ \"id\": \"9a\", \"certificate\": \"CERT\" }");
    Files.writeString(folder.resolve("bob.csr"), "REQUEST");

    var run = terminal.type("cert", "issue", "--owner", "bob", "--csr", "bob.csr");

    assertThat(run.out()).isEqualTo("CERT" + System.lineSeparator());
    assertThat(admin.asked()).first().asString().contains("\"csr\":\"REQUEST\"");
    assertThat(terminal.type("cert", "issue", "--owner", "bob", "--csr", "none").exit())
        .isEqualTo(2);
  }

  @Test
  void sigv4KeysComeAsCredentials() throws IOException {
    admin.answers(201, "{ \"id\": \"AK1\", \"kind\": \"sigv4\", \"secret\": \"s3\" }");

    var run = terminal.type("hmac", "create", "--type", "sigv4", "--owner", "bob");

    assertThat(run.out()).contains("\"accessKeyId\" : \"AK1\"", "\"secretAccessKey\" : \"s3\"");
    assertThat(admin.asked()).first().asString().contains("\"kind\":\"sigv4\"");
    assertThat(terminal.type("hmac", "create", "--type", "md5", "--owner", "b").exit())
        .isEqualTo(2);
  }

  @Test
  void listsAreTables() throws IOException {
    admin.answers(
        200,
        """
        { "items": [ { "id": "a", "owner": "bob", "scopes": ["x", "y"], "state": "active" },
                    { "id": "bcd", "owner": "al", "scopes": [], "state": "revoked" } ] }
        """);

    assertThat(terminal.type("keys", "list").out().lines())
        .containsExactly(
            "ID   OWNER  SCOPES  STATE",
            "a    bob    x y     active",
            "bcd  al             revoked");
  }

  @Test
  void theKillSwitchNamesThePersonInThePath() throws IOException {
    assertThat(terminal.type("people", "disable", "bob smith").out()).contains("is disabled.");
    assertThat(terminal.type("people", "enable", "bob").out()).contains("bob is enabled.");
    assertThat(terminal.type("people", "delete", "bob").exit()).isEqualTo(2);

    assertThat(admin.asked())
        .containsExactly(
            "POST /admin/v1/people/bob%20smith/disable {} by Bearer the-token",
            "POST /admin/v1/people/bob/enable {} by Bearer the-token");
  }

  @Test
  void peopleAreListedWithWhoIsDisabled() throws IOException {
    admin.answers(
        200,
        """
        { "people": [ { "id": "6f9619ff", "name": "alice", "disabled": false },
                     { "id": "7f9619ff", "name": "bob", "disabled": true } ] }
        """);

    assertThat(terminal.type("people", "list").out().lines())
        .containsExactly(
            "NAME   DISABLED  ID", "alice  false     6f9619ff", "bob    true      7f9619ff");
    assertThat(terminal.type("people", "list", "bob").exit()).isEqualTo(2);
    assertThat(terminal.type("people", "disable").exit()).isEqualTo(2);
    assertThat(admin.asked()).containsExactly("GET /admin/v1/people by Bearer the-token");
  }

  @Test
  void rollAndRevokeTakeAnId() throws IOException {
    admin.answers(200, "{ \"id\": \"b\", \"kind\": \"api_key\", \"secret\": \"n\" }");

    assertThat(terminal.type("keys", "roll", "a", "--overlap", "24h").out()).startsWith("n");
    assertThat(terminal.type("keys", "revoke", "a").out()).contains("a is revoked.");

    assertThat(admin.asked())
        .containsExactly(
            "POST /admin/v1/keys/a/roll {\"overlap\":86400} by Bearer the-token",
            "DELETE /admin/v1/keys/a by Bearer the-token");
  }

  @Test
  void clientsAreAddedFromStandardInput() throws IOException {
    admin.answers(201, "{ \"client_id\": \"c\", \"client_secret\": \"s\" }");

    var run = terminal.typeWithInput("{ \"client_name\": \"web\" }", "clients", "add", "-");

    assertThat(Json.read(run.out()).orElseThrow().path("client_id").stringValue()).isEqualTo("c");
    assertThat(terminal.typeWithInput("nonsense", "clients", "add", "-").exit()).isEqualTo(2);
  }

  @Test
  void explainPrintsOneMemberToALine() throws IOException {
    admin.answers(200, "{ \"id\": \"r1\", \"status\": 403, \"reason\": \"no rule matched\" }");

    assertThat(terminal.type("explain", "r1").out().lines())
        .containsExactly("id      r1", "status  403", "reason  no rule matched");
  }

  @Test
  void aRefusalIsThreeAndAnOutageIsFour() throws IOException {
    admin.answers(403, "{ \"detail\": \"Only admins may do this.\" }");
    var refused = terminal.type("keys", "list");
    admin.answers(401, "{}");
    var unknown = terminal.type("keys", "list");
    admin.answers(503, "{ \"detail\": \"The directory is out of reach.\" }");
    var outage = terminal.type("keys", "list");
    admin.answers(404, "{ \"detail\": \"There is no key a.\" }");
    var missing = terminal.type("keys", "revoke", "a", "--json");
    admin.close();
    var gone = terminal.type("keys", "list");

    assertThat(refused).isEqualTo(new Terminal.Run(3, "", line("Only admins may do this.")));
    assertThat(unknown.exit()).isEqualTo(3);
    assertThat(outage).isEqualTo(new Terminal.Run(4, "", line("The directory is out of reach.")));
    assertThat(missing.err()).isEqualTo(line("{\"error\":\"There is no key a.\",\"exit\":2}"));
    assertThat(gone.exit()).isEqualTo(4);
    assertThat(gone.err()).startsWith("No instance answers at").doesNotContain("the-token");
  }

  private static String line(String text) {
    return text + System.lineSeparator();
  }

  @Test
  void anInstanceIsFoundByAddressAndTokenFile() throws IOException {
    Files.delete(folder.resolve("demo/demo.json"));
    Files.writeString(folder.resolve("t"), "other");

    assertThat(terminal.type("keys", "list").exit()).isEqualTo(2);
    assertThat(terminal.type("keys", "list", "--dir", "demo").exit()).isEqualTo(4);
    assertThat(terminal.type("keys", "list", "--admin", admin.address()).exit()).isEqualTo(2);
    terminal.type("keys", "list", "--admin", admin.address(), "--token-file", "t");

    assertThat(admin.asked())
        .containsExactly("GET /admin/v1/keys?kind=api_key&limit=500 by Bearer other");
  }

  @Test
  void whatPeopleHaveIsListedByPersonAndApplicationAndRevokedById() throws IOException {
    admin.answers(200, "{ \"items\": [ { \"id\": \"k1\", \"client_id\": \"web\" } ] }");
    var run = terminal.type("consents", "list", "--owner", "b b", "--client", "web");
    assertThat(run.out()).contains("CLIENT ID", "k1");
    assertThat(terminal.type("tokens", "list", "--client", "web").exit()).isZero();
    assertThat(terminal.type("sessions", "list", "--owner", "bob", "--json").exit()).isZero();
    assertThat(terminal.type("sessions", "list", "--client", "web").exit())
        .isEqualTo(Exit.BAD_INPUT.code());
    admin.answers(204, "");
    assertThat(terminal.type("consents", "revoke", "k1").out()).contains("k1 is revoked.");
    assertThat(admin.asked())
        .containsExactly(
            "GET /admin/v1/consents?owner=b%20b&client=web&limit=500 by Bearer the-token",
            "GET /admin/v1/tokens?client=web&limit=500 by Bearer the-token",
            "GET /admin/v1/sessions?owner=bob&limit=500 by Bearer the-token",
            "DELETE /admin/v1/consents/k1 by Bearer the-token");
  }
}
