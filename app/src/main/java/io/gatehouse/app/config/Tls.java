package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Checked;
import io.gatehouse.app.config.shape.Complaints;
import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Means;
import io.gatehouse.app.config.value.PublicFile;
import io.gatehouse.app.config.value.SecretRef;
import io.gatehouse.app.config.value.Worded;
import java.util.Set;

/** A server certificate and what is asked of clients. */
@Means("A server certificate, and what is asked of clients.")
public record Tls(
    @Key(means = "The certificate chain in PEM, server first.", example = "file:tls.crt")
        PublicFile cert,
    @Key(means = "Its private key in PEM.", example = "file:tls.key") SecretRef key,
    @Key(means = "TLS versions to speak; 1.2 with the suites of BCP 195.", otherwise = "[1.3]")
        Set<Version> versions,
    @Key(means = "Whether a client certificate is asked for.", otherwise = "off")
        ClientCertificates clientCertificates)
    implements Checked {

  public Tls {
    versions = Set.copyOf(versions);
  }

  @Override
  public void check(Complaints complaints) {
    if (!versions.contains(Version.TLS_1_3)) {
      complaints.about(
          this, "versions", "TLS 1.3 must be among the versions.", "Write [1.3] or [1.2, 1.3].");
    }
  }

  /** Whether the handshake asks. */
  public enum ClientCertificates {
    OFF,
    REQUEST
  }

  /** Versions of the protocol. */
  public enum Version implements Worded {
    TLS_1_2("1.2"),
    TLS_1_3("1.3");

    private final String word;

    Version(String word) {
      this.word = word;
    }

    @Override
    public String word() {
      return word;
    }
  }
}
