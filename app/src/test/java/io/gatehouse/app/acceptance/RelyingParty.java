package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * A product that lets applications register and exchange tokens, and the folder that a client
 * library of elsewhere is started with: an initial token, a client for exchanges, a certificate for
 * its own web server.
 */
final class RelyingParty implements AutoCloseable {
  private final Path folder;
  private final RunningDemo demo;

  private RelyingParty(Path folder, RunningDemo demo) {
    this.folder = folder;
    this.demo = demo;
  }

  static RelyingParty open(Path scratch) throws IOException {
    var folder = Files.createDirectory(scratch.resolve("party"));
    var certificate = certificate(folder);
    var dir = scratch.resolve("demo");
    String exchanger;
    try (var first = RunningDemo.start(dir)) {
      exchanger = exchanger(first, folder);
    }
    var file = dir.resolve("gatehouse.yaml");
    var text = Files.readString(file);
    Files.writeString(
        file,
        text.replace("  resources:", settings(exchanger) + "  resources:")
            .replace("services:\n", egress(certificate) + "services:\n"));
    var demo = RunningDemo.start(dir);
    var invited = demo.gatehouse("clients", "invite", "--uses", "50");
    assertThat(invited.exit()).as(invited.errors()).isZero();
    Files.write(folder.resolve("initial.token"), invited.output());
    return new RelyingParty(folder, demo);
  }

  private static String settings(String exchanger) {
    return """
      registration: { scopes: [openid, profile, email, offline_access, orders.read], grants: [authorization-code, refresh-token, client-credentials, device-code], require_pkce: false }
      exchange: { shop: { actors: [%s], subjects: [access-token], audience: orders-api, scopes: [orders.read] } }
    """
        .formatted(exchanger);
  }

  private static String egress(Path certificate) {
    return "egress: { allow_private: [127.0.0.0/8, \"::1/128\"], ca: file:%s }\n"
        .formatted(certificate);
  }

  private static Path certificate(Path folder) {
    var made = folder.resolve("receiver.pem");
    var command =
        List.of(
            ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
                    + " -subj /CN=localhost -addext subjectAltName=DNS:localhost"
                    + " -keyout "
                    + folder.resolve("receiver.key")
                    + " -out "
                    + made)
                .split(" ", -1));
    var outcome = Shell.run(command);
    assertThat(outcome.exit()).as(outcome.errors()).isZero();
    return made;
  }

  private static String exchanger(RunningDemo demo, Path folder) throws IOException {
    var metadata = folder.resolve("metadata.json");
    var resource = demo.json().get("resource").stringValue();
    Files.writeString(
        metadata,
        """
        {"client_name": "Exchanger", "token_endpoint_auth_method": "client_secret_basic",
         "grant_types": ["client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange"],
         "scope": "orders.read", "resources": ["%s"]}
        """
            .formatted(resource));
    var added = demo.gatehouse("clients", "add", metadata.toString());
    assertThat(added.exit()).as(added.errors()).isZero();
    Files.write(folder.resolve("exchanger.json"), added.output());
    return JsonMapper.shared().readTree(added.output()).get("client_id").stringValue();
  }

  RunningDemo demo() {
    return demo;
  }

  Path folder() {
    return folder;
  }

  /** What a script of node says, by line. */
  List<String> run(Path script) {
    var command = new ArrayList<String>();
    command.addAll(List.of("env", "NODE_EXTRA_CA_CERTS=" + demo.ca()));
    command.addAll(List.of("node", script.toString()));
    command.add(demo.dir().resolve("demo.json").toString());
    command.add(folder.toString());
    var outcome = Shell.run(command, new byte[0], Duration.ofMinutes(2));
    assertThat(outcome.errors()).isEmpty();
    return new String(outcome.output(), StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  public void close() {
    demo.close();
  }
}
