package io.gatehouse.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.app.cli.Stop;
import io.gatehouse.testkit.PostgreSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A node whose store is a PostgreSQL server, which freezes and comes back. */
final class FrozenStoreTest {
  private static final Duration REFUSED = Duration.ofSeconds(2);
  private static final Duration BACK = Duration.ofSeconds(5);
  private static final int TRIES = 3;

  @TempDir private Path folder;

  @Test
  void r09_aFrozenStoreIsRefusedInTimeAndServedAgainByItself() throws Exception {
    int admin = InProcessNode.freePort();
    int sts = InProcessNode.freePort();
    try (var server = PostgreSql.start();
        var node = InProcessNode.start(folder, configuration(server.url(), admin, sts))) {
      var issuer = "https://localhost:" + sts;
      var ca = folder.resolve("state/ca.pem");
      try (var callers = new TokenCallers(ca, issuer, client(node))) {
        assertThat(callers.all(20)).containsOnly(200);
        // Connections are made before the clock runs.
        assertThat(callers.all(TokenCallers.CALLERS)).contains(200);
        var inTime = false;
        for (int i = 0; i < TRIES && !inTime; i++) {
          inTime = freezes(server, callers, () -> node.status(issuer + "/jwks"));
        }
        assertThat(inTime).as("refused in 2 s and back in 5 s, in one of three tries").isTrue();
      }
    }
  }

  /** A machine that is busy with other things gets more than one try. */
  private static boolean freezes(
      PostgreSql server, TokenCallers callers, java.util.function.Supplier<String> keySet) {
    server.freeze();
    try {
      long begin = System.nanoTime();
      assertThat(callers.all(TokenCallers.CALLERS)).containsOnly(503);
      var refused = Duration.ofNanos(System.nanoTime() - begin);
      assertThat(keySet.get()).isEqualTo("200");
      server.thaw();
      long thawed = System.nanoTime();
      assertThat(callers.served()).isTrue();
      var back = Duration.ofNanos(System.nanoTime() - thawed);
      return refused.compareTo(REFUSED) <= 0 && back.compareTo(BACK) <= 0;
    } finally {
      server.thaw();
    }
  }

  @Test
  void aStoreThatIsNotThereIsToldInOneSentence() throws IOException {
    var text =
        configuration(
            "jdbc:postgresql://127.0.0.1:1/x?user=u",
            InProcessNode.freePort(),
            InProcessNode.freePort());

    assertThatThrownBy(() -> InProcessNode.start(folder, text))
        .isInstanceOf(Stop.class)
        .hasMessageContaining("The store at jdbc:postgresql://127.0.0.1:1/x cannot be reached");
  }

  private static String configuration(String store, int admin, int sts) {
    return """
    gatehouse: 1
    roles: [sts]
    admin: { listen: 127.0.0.1:%1$d }
    sts:
      listen: { https: 127.0.0.1:%2$d }
      issuer: https://localhost:%2$d
      store: "%3$s"
      scopes: { orders.read: {} }
    """
        .formatted(admin, sts, store);
  }

  private String client(InProcessNode node) throws IOException {
    var token = Files.readString(folder.resolve("state/admin.token")).strip();
    var answer =
        JsonMapper.shared()
            .readTree(
                node.curl(
                    node.admin() + "/admin/v1/clients",
                    "-H",
                    "Authorization: Bearer " + token,
                    "--json",
                    "{\"grant_types\":[\"client_credentials\"],\"scope\":\"orders.read\","
                        + "\"token_endpoint_auth_method\":\"client_secret_post\"}"));
    return String.join(
        "&",
        List.of(
            "grant_type=client_credentials",
            "client_id=" + answer.get("client_id").stringValue(),
            "client_secret=" + answer.get("client_secret").stringValue()));
  }
}
