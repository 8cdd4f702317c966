package io.gatehouse.app.config.load;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Credential;
import io.gatehouse.app.config.Credential.Oidc;
import io.gatehouse.app.config.Credential.Standing;
import io.gatehouse.app.config.Service;
import io.gatehouse.app.config.Sts;
import io.gatehouse.app.config.shape.Complaints;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules about issuers, audiences and what services get. */
final class CredentialRules {
  private CredentialRules() {}

  private static List<Oidc> oidc(Configuration file) {
    return file.credentials().values().stream()
        .filter(Oidc.class::isInstance)
        .map(Oidc.class::cast)
        .toList();
  }

  private static List<Oidc> foreign(Configuration file) {
    // The issuer of a token service elsewhere is known only when the node has met it.
    return file.sts() instanceof Sts.Remote
        ? List.of()
        : oidc(file).stream().filter(oidc -> !file.isOwn(oidc.issuer())).toList();
  }

  // A foreign token without a stated audience was made for somebody else.
  static void foreignIssuersNameAnAudience(Configuration file, Complaints complaints) {
    foreign(file).stream()
        .filter(oidc -> oidc.audience().isEmpty())
        .forEach(oidc ->
            complaints.about(
                oidc,
                "issuer",
                "Tokens of another issuer need an `audience` that they must carry.",
                "Write { oidc: " + oidc.issuer().value() + ", audience: VALUE }."));
  }

  static void foreignIssuersSayHowOwnersAreFound(Configuration file, Complaints complaints) {
    foreign(file).stream()
        .filter(oidc -> oidc.owner() == Standing.DIRECTORY && oidc.match().isEmpty())
        .forEach(oidc ->
            complaints.about(
                oidc,
                "issuer",
                "Another issuer does not know our entryUUIDs: `match` must say how the"
                    + " directory entry is found.",
                "Write `match: { claim: email, attribute: mail }`, or `owner: issuer` to"
                    + " stand on the issuer's word alone."));
  }

  static void ourIssuerNeedsNothing(Configuration file, Complaints complaints) {
    oidc(file).stream()
        .filter(oidc -> file.isOwn(oidc.issuer()))
        .forEach(oidc -> refuseForeignKeys(oidc, complaints));
  }

  private static void refuseForeignKeys(Oidc oidc, Complaints complaints) {
    for (var key : List.of("audience", "match", "groups", "scopes", "ca")) {
      if (complaints.isWritten(oidc, key)) {
        complaints.about(oidc, key, "`" + key + "` is for other issuers; this one is our own.");
      }
    }
    if (oidc.owner() == Standing.ISSUER) {
      complaints.about(oidc, "owner", "Tokens of our own issuer stand on the directory.");
    }
  }

  static void audiencesNameResources(Configuration file, Complaints complaints) {
    file.localSts()
        .ifPresent(sts -> {
          var known = sts.resources().keySet();
          file.services().values().forEach(service -> known(service, known, complaints));
          impliedAudiences(file, known, complaints);
        });
  }

  private static void known(Service service, Set<String> resources, Complaints complaints) {
    service
        .audience()
        .filter(audience -> !resources.contains(audience))
        .ifPresent(audience -> complaints.unknown(service, "audience", "resource", resources));
  }

  // Without a resource, no token of ours could ever carry the audience of this service.
  private static void impliedAudiences(
      Configuration file, Set<String> resources, Complaints complaints) {
    for (var route : file.routes()) {
      Optional.ofNullable(file.services().get(route.to()))
          .filter(service -> service.audience().isEmpty() && !resources.contains(route.to()))
          .filter(_ -> acceptsOurTokens(file, route.credentialNames()))
          .ifPresent(service ->
              complaints.about(
                  service,
                  "audience",
                  "A route to `"
                      + route.to()
                      + "` accepts our tokens, so its `audience` must name a resource of"
                      + " `sts.resources`."));
    }
  }

  private static boolean acceptsOurTokens(Configuration file, Set<String> names) {
    Map<String, Credential> credentials = file.credentials();
    return names.stream()
        .flatMap(name -> Optional.ofNullable(credentials.get(name)).stream())
        .anyMatch(kind -> kind instanceof Oidc oidc && file.isOwn(oidc.issuer()));
  }

  // RFC 7617 §4: the password is only encoded, so the connection must hide it.
  static void passwordsTravelOverTls(Configuration file, Complaints complaints) {
    if (!file.isGateway() || file.listen().secure()) {
      return;
    }
    for (var route : file.routes()) {
      route.credentialNames().stream()
          .filter(name -> file.credentials().get(name) instanceof Credential.Basic)
          .forEach(name ->
              complaints.about(
                  route,
                  "accept",
                  "`" + name + "` carries a password, and `listen.http` would show it.",
                  "Serve this route over `listen.https`, or take `" + name + "` out."));
    }
  }

  static void forwardedCredentialsAreSeen(Configuration file, Complaints complaints) {
    file.services().values().stream()
        .filter(Service::forwardCredential)
        .forEach(service ->
            complaints.warn(
                service,
                "forward_credential",
                "This service gets the callers' own credentials and could use them elsewhere."));
  }
}
