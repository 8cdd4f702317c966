package io.gatehouse.app.demo;

import io.gatehouse.app.node.OwnFiles;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** The files that the printed commands take their secrets from: none stands on a command line. */
final class CallFiles {
  private final Path folder;
  private final Secrets secrets;

  CallFiles(Path folder, Secrets secrets) {
    this.folder = folder;
    this.secrets = secrets;
  }

  void write() {
    pem("client.pem", "certificate");
    pem("client.key", "key");
    file("api-key.header", "X-API-Key: " + text("apiKey", "secret"));
    file(
        "hmac.key",
        JsonMapper.shared()
            .createObjectNode()
            .put("keyid", text("hmac", "id"))
            .put("secret", text("hmac", "secret"))
            .toString());
    file(
        "sigv4.curl",
        "aws-sigv4 = \"aws:amz:local:gatehouse\"\nuser = \"%s:%s\""
            .formatted(text("sigv4", "id"), text("sigv4", "secret")));
    file("basic.curl", "user = \"bob:%s\"".formatted(text("passwords", "bob")));
    file(
        "service.curl",
        "user = \"%s:%s\"\ndata = \"grant_type=client_credentials\""
            .formatted(text("service", "client_id"), text("service", "client_secret")));
  }

  private void pem(String name, String member) {
    OwnFiles.write(folder.resolve(name), text("clientCertificate", member));
  }

  private void file(String name, String text) {
    OwnFiles.write(folder.resolve(name), text + "\n");
  }

  private String text(String name, String member) {
    return secrets.get(name).get(member).stringValue();
  }
}
