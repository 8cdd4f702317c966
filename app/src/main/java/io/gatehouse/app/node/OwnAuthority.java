package io.gatehouse.app.node;

import io.gatehouse.identity.Secret;
import io.gatehouse.mtls.CertificateAuthority;
import io.gatehouse.mtls.PemFiles;
import io.gatehouse.mtls.SubjectName;
import io.gatehouse.mtls.TlsIdentity;
import io.gatehouse.sts.keys.Kek;
import io.gatehouse.sts.keys.SealedPlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The node's own certificate authority and its certificate for this machine, kept in the state
 * folder: for listeners whose configuration names no certificate, and for clients. The authority's
 * key lies sealed under the key-encryption key.
 */
final class OwnAuthority implements SealedPlaces {
  private static final Duration LIFETIME = Duration.ofDays(365);
  private static final Duration RENEWED_BEFORE = Duration.ofDays(30);
  private static final String PLACE = "file/ca.sealed";
  private static final List<SubjectName> HERE =
      List.of(SubjectName.of("localhost"), SubjectName.of("127.0.0.1"), SubjectName.of("::1"));

  private final Path state;
  private final Kek kek;
  private final Ambient ambient;
  private Optional<CertificateAuthority> open = Optional.empty();

  OwnAuthority(Path state, Kek kek, Ambient ambient) {
    this.state = state;
    this.kek = kek;
    this.ambient = ambient;
  }

  /** The authority's certificate, for those who connect. */
  Path certificateFile() {
    return state.resolve("ca.pem");
  }

  /** The revocation list, for those who meet its clients elsewhere. */
  Path revocationFile() {
    return state.resolve("crl.pem");
  }

  /** A certificate for localhost; made when there is none, renewed when it is about to end. */
  TlsIdentity identity() {
    sealClearKey();
    if (!Files.exists(certificateFile()) || !isCurrent()) {
      var issued = authority().issueServer(HERE, LIFETIME);
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

  /** The authority with its key; made when there is none. */
  synchronized CertificateAuthority authority() {
    var authority = open.orElseGet(this::readOrMake);
    open = Optional.of(authority);
    return authority;
  }

  private CertificateAuthority readOrMake() {
    sealClearKey();
    if (!Files.exists(certificateFile()) || !Files.exists(sealed())) {
      var made = CertificateAuthority.create("Gatehouse own CA", ambient.clock(), ambient.random());
      seal(made.keyPem());
      OwnFiles.write(certificateFile(), made.certificatePem());
      return made;
    }
    var key = kek.open(Base64.getMimeDecoder().decode(text(sealed())), PLACE);
    return CertificateAuthority.read(
        text(certificateFile()), key, ambient.clock(), ambient.random());
  }

  @Override
  public synchronized int reseal(Kek newest) {
    if (!Files.exists(sealed())) {
      return 0;
    }
    var old = Base64.getMimeDecoder().decode(text(sealed()));
    if (newest.isCurrent(old)) {
      return 0;
    }
    seal(newest.open(old, PLACE));
    return 1;
  }

  private Path sealed() {
    return state.resolve("ca.sealed");
  }

  private void seal(Secret key) {
    OwnFiles.write(sealed(), Base64.getMimeEncoder().encodeToString(kek.seal(key, PLACE)) + "\n");
  }

  /** Earlier versions kept the key as it was. */
  private void sealClearKey() {
    var clear = state.resolve("ca.key");
    if (!Files.exists(clear)) {
      return;
    }
    if (!Files.exists(sealed())) {
      seal(Secret.ofText(text(clear)));
    }
    try {
      Files.delete(clear);
    } catch (IOException e) {
      throw new UncheckedIOException(clear + " cannot be removed", e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
