package io.gatehouse.app.node;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Credential;
import io.gatehouse.app.config.Directory;
import io.gatehouse.app.config.Listen;
import io.gatehouse.app.config.OidcLogin;
import io.gatehouse.app.config.Opaque;
import io.gatehouse.app.config.Tls;
import io.gatehouse.app.config.value.PublicFile;
import io.gatehouse.tokens.saml.IssuerKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every file of a node whose content ends: what the configuration names, and the node's own. */
final class EndingFiles {
  private final Configuration configuration;
  private final Instant since;
  private final List<Ending> all = new ArrayList<>();

  private EndingFiles(Configuration configuration, Instant since) {
    this.configuration = configuration;
    this.since = since;
  }

  /**
   * @param since when the node started: all files were good
   */
  static List<Ending> of(Configuration configuration, Path state, Instant since) {
    var files = new EndingFiles(configuration, since);
    files.listeners();
    files.neighbours();
    configuration.credentials().forEach(files::credential);
    // Renewed at a start within its last thirty days.
    files.own("tls.crt", state);
    files.own("ca.pem", state);
    return List.copyOf(files.all);
  }

  private void own(String name, Path state) {
    var file = state.resolve(name);
    if (Files.exists(file)) {
      all.add(Ending.certificates(name, file));
    }
  }

  private void listeners() {
    listener("listen", configuration.listen());
    configuration.localSts().ifPresent(sts -> listener("sts.listen", sts.listen()));
    tls("admin.tls", configuration.admin().tls());
  }

  private void listener(String what, Listen listen) {
    tls(what + ".tls", listen.tls());
    tls(what + ".mtls.tls", listen.mtls().flatMap(Listen.Mtls::tls));
  }

  private void tls(String what, Optional<Tls> tls) {
    authority(what + ".cert", tls.map(Tls::cert));
  }

  private void neighbours() {
    if (configuration.directory().orElse(null) instanceof Directory.Ldap ldap) {
      authority("directory.ca", ldap.ca());
    }
    authority("egress.ca", configuration.egress().ca());
    configuration
        .services()
        .forEach((name, service) -> authority("services." + name + ".ca", service.ca()));
  }

  private void credential(String name, Credential credential) {
    var what = "credentials." + name;
    switch (credential) {
      case Credential.Oidc oidc -> authority(what + ".ca", oidc.ca());
      case OidcLogin login -> authority(what + ".ca", login.ca());
      case Opaque opaque -> authority(what + ".ca", opaque.ca());
      case Credential.X509 x509 -> {
        authority(what + ".ca", x509.ca());
        x509.crl().forEach(file -> all.add(Ending.revocationList(what + ".crl", file.path())));
      }
      case Credential.Saml saml -> metadata(what + ".metadata", saml);
      case Credential.ApiKey _, Credential.Signature _, Credential.Sigv4 _, Credential.Basic _ -> {}
    }
  }

  private void metadata(String what, Credential.Saml saml) {
    if (saml.metadata().isPresent()
        && saml.issuer().isPresent()
        && new SamlTrust(since).keysOf(saml) instanceof SamlTrust.Answer.Keys(IssuerKeys keys)) {
      var place = new Ending.Place(what, saml.metadata().get().path());
      all.add(Ending.metadata(place, saml.issuer().get(), keys, since));
    }
  }

  private void authority(String what, Optional<PublicFile> file) {
    file.ifPresent(named -> all.add(Ending.certificates(what, named.path())));
  }
}
