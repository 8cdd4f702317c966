package io.gatehouse.app.node;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Credential;
import io.gatehouse.app.config.Listen;
import io.gatehouse.app.config.NameMatch;
import io.gatehouse.app.config.Tls;
import io.gatehouse.app.config.load.Rule;
import io.gatehouse.app.config.shape.Complaints;
import io.gatehouse.app.config.value.PublicFile;
import io.gatehouse.app.config.value.SecretRef;
import io.gatehouse.mtls.TlsIdentity;
import io.gatehouse.mtls.UnusableFile;
import io.gatehouse.mtls.path.RevocationLists;
import io.gatehouse.mtls.path.TrustedAuthorities;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The files of certificates, keys and revocation lists hold what they should. */
public final class CertificateRule implements Rule {
  private final InstantSource clock;

  public CertificateRule(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void check(Configuration file, Complaints complaints) {
    listener(file.listen(), complaints);
    file.localSts().ifPresent(sts -> listener(sts.listen(), complaints));
    file.admin().tls().ifPresent(tls -> keyMatches(tls, complaints));
    for (var credential : file.credentials().values()) {
      if (credential instanceof Credential.X509 written) {
        written.ca().ifPresent(ca -> authorities(written, ca, complaints));
        written.match().ifPresent(match -> names(match, complaints));
      }
    }
  }

  private static void listener(Listen listen, Complaints complaints) {
    listen.tls().ifPresent(tls -> keyMatches(tls, complaints));
    listen.mtls().flatMap(Listen.Mtls::tls).ifPresent(tls -> keyMatches(tls, complaints));
  }

  private static void keyMatches(Tls tls, Complaints complaints) {
    if (tls.key() instanceof SecretRef.InFile key) {
      usable(
          new Place(tls, "cert", complaints),
          () -> TlsIdentity.read(tls.cert().path(), key.path()));
    }
  }

  private void authorities(Credential.X509 written, PublicFile ca, Complaints complaints) {
    var trusted =
        usable(new Place(written, "ca", complaints), () -> TrustedAuthorities.read(ca.path()));
    if (trusted.isPresent() && !written.crl().isEmpty()) {
      var files = written.crl().stream().map(PublicFile::path).toList();
      usable(
          new Place(written, "crl", complaints),
          () -> RevocationLists.read(files, trusted.get(), clock.instant()));
    }
  }

  private static void names(NameMatch match, Complaints complaints) {
    var kind = CertificateNames.of(match.name());
    var seen = new java.util.HashSet<String>();
    for (var name : List.copyOf(match.values().keySet())) {
      var read = kind.written(name);
      if (read.isEmpty()) {
        complaints.about(match, "values", "`" + name + "` is no name of this kind.");
      } else if (!seen.add(read.get())) {
        complaints.about(match, "values", "`" + name + "` is there in another spelling already.");
      }
    }
  }

  private record Place(Record holder, String key, Complaints complaints) {}

  private interface Reading<T> {
    T read();
  }

  private static <T> Optional<T> usable(Place place, Reading<T> reading) {
    try {
      return Optional.of(reading.read());
    } catch (UnusableFile wrong) {
      var path = place.complaints().path(place.holder(), place.key());
      place.complaints().at(wrong.position(), path, wrong.problem());
      return Optional.empty();
    }
  }
}
