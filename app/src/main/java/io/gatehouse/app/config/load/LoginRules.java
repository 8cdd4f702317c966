package io.gatehouse.app.config.load;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Credential;
import io.gatehouse.app.config.Credential.Oidc;
import io.gatehouse.app.config.Credential.Standing;
import io.gatehouse.app.config.OidcLogin;
import io.gatehouse.app.config.Opaque;
import io.gatehouse.app.config.shape.Complaints;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rules about issuers that are called: for browsers that sign in, and about opaque tokens. */
final class LoginRules {
  private LoginRules() {}

  private static <C extends Credential> Stream<C> all(Configuration file, Class<C> kind) {
    return file.credentials().values().stream().filter(kind::isInstance).map(kind::cast);
  }

  static void peopleAreFound(Configuration file, Complaints complaints) {
    all(file, OidcLogin.class)
        .filter(login -> !file.isOwn(login.issuer()))
        .filter(login -> nobodyIsFound(login.tokens()))
        .forEach(login -> complaints.about(login, "issuer", NOBODY[0], NOBODY[1]));
    all(file, Opaque.class)
        .filter(opaque -> nobodyIsFound(opaque.tokens()))
        .forEach(opaque -> complaints.about(opaque, "issuer", NOBODY[0], NOBODY[1]));
  }

  private static final String[] NOBODY = {
    "Another issuer does not know our entryUUIDs: `match` must say how the directory entry is"
        + " found.",
    "Write `match: { claim: email, attribute: mail }`, or `owner: issuer` to stand on the issuer's"
        + " word alone."
  };

  private static boolean nobodyIsFound(Oidc said) {
    return said.owner() == Standing.DIRECTORY && said.match().isEmpty();
  }

  static void ourIssuerNeedsNothing(Configuration file, Complaints complaints) {
    all(file, OidcLogin.class)
        .filter(login -> file.isOwn(login.issuer()))
        .forEach(login -> {
          for (var key : List.of("match", "groups", "scopes", "ca")) {
            if (complaints.isWritten(login, key)) {
              complaints.about(
                  login, key, "`" + key + "` is for other issuers; this one is our own.");
            }
          }
          if (login.owner() == Standing.ISSUER) {
            complaints.about(login, "owner", "People of our own issuer stand on the directory.");
          }
        });
    all(file, Opaque.class)
        .filter(opaque -> file.isOwn(opaque.issuer()))
        .forEach(opaque ->
            complaints.about(
                opaque, "issuer", "Our own issuer's tokens can be read: write `oidc`."));
  }

  // RFC 6265bis §4.1.3.2: browsers take a __Host- cookie over TLS only.
  static void browsersComeOverTls(Configuration file, Complaints complaints) {
    if (!file.isGateway() || file.listen().secure()) {
      return;
    }
    for (var route : file.routes()) {
      route.credentialNames().stream()
          .filter(name -> file.credentials().get(name) instanceof OidcLogin)
          .forEach(name ->
              complaints.about(
                  route,
                  "accept",
                  "`" + name + "` lives in a cookie that browsers keep over TLS only.",
                  "Serve this route over `listen.https`, or take `" + name + "` out."));
    }
  }

  // An opaque token does not say whose it is, and it is shown to nobody but its issuer.
  static void opaqueTokensHaveOneIssuer(Configuration file, Complaints complaints) {
    for (var route : file.routes()) {
      route.credentialNames().stream()
          .filter(name ->
              Optional.ofNullable(file.credentials().get(name))
                  .filter(Opaque.class::isInstance)
                  .isPresent())
          .skip(1)
          .findFirst()
          .ifPresent(name ->
              complaints.about(
                  route,
                  "accept",
                  "An opaque token does not say whose it is: two issuers on one route would see"
                      + " each other's.",
                  "Take `" + name + "` out, or give it a route of its own."));
    }
  }
}
