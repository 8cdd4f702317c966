package io.gatehouse.app.node;

import io.gatehouse.identity.Secret;
import io.gatehouse.mtls.CertificateAuthority;
import io.gatehouse.mtls.PemFiles;
import io.gatehouse.mtls.SubjectName;
import io.gatehouse.mtls.TlsIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The node's own certificate authority and its certificate for this machine, kept in the state
 * folder, for listeners whose configuration names no certificate.
 */
final class OwnAuthority {
  private static final Duration LIFETIME = Duration.ofDays(365);
  private static final Duration RENEWED_BEFORE = Duration.ofDays(30);
  private static final List<SubjectName> HERE =
      List.of(SubjectName.of("localhost"), SubjectName.of("127.0.0.1"), SubjectName.of("::1"));

  private final Path state;
  private final Ambient ambient;

  OwnAuthority(Path state, Ambient ambient) {
    this.state = state;
    this.ambient = ambient;
  }

  /** The authority's certificate, for those who connect. */
  Path certificateFile() {
    return state.resolve("ca.pem");
  }

  /** A certificate for localhost; made when there is none, renewed when it is about to end. */
  TlsIdentity identity() {
    var authority = authority();
    if (!isCurrent()) {
      var issued = authority.issueServer(HERE, LIFETIME);
      OwnFiles.write(state.resolve("tls.key"), issued.keyPem().exposeText());
      OwnFiles.write(state.resolve("tls.crt"), issued.chainPem());
    }
    return TlsIdentity.read(state.resolve("tls.crt"), state.resolve("tls.key"));
  }

  private boolean isCurrent() {
    var file = state.resolve("tls.crt");
    return Files.exists(file)
        && Files.exists(state.resolve("tls.key"))
        && PemFiles.certificates(file)
            .getFirst()
            .getNotAfter()
            .toInstant()
            .isAfter(ambient.clock().instant().plus(RENEWED_BEFORE));
  }

  private CertificateAuthority authority() {
    var key = state.resolve("ca.key");
    if (!Files.exists(certificateFile()) || !Files.exists(key)) {
      var made = CertificateAuthority.create("Gatehouse own CA", ambient.clock(), ambient.random());
      OwnFiles.write(key, made.keyPem().exposeText());
      OwnFiles.write(certificateFile(), made.certificatePem());
    }
    return CertificateAuthority.read(
        text(certificateFile()), Secret.ofText(text(key)), ambient.clock(), ambient.random());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
