package io.gatehouse.app.config.load;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Configuration.Role;
import io.gatehouse.app.config.Listen;
import io.gatehouse.app.config.Sts;
import io.gatehouse.app.config.shape.Complaints;
import io.gatehouse.app.config.value.ListenAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** The rules between the parts of a file; each name says what must hold. */
final class WholeFileRules {
  static final List<Rule> ALL =
      List.of(
          WholeFileRules::versionIsKnown,
          WholeFileRules::tokenServiceFitsRoles,
          WholeFileRules::identityHasAnIssuer,
          WholeFileRules::clearTextStaysBehindAProxy,
          WholeFileRules::proxiesAreFew,
          WholeFileRules::listenersDiffer,
          CredentialRules::foreignIssuersNameAnAudience,
          CredentialRules::foreignIssuersSayHowOwnersAreFound,
          CredentialRules::ourIssuerNeedsNothing,
          CredentialRules::audiencesNameResources,
          CredentialRules::passwordsTravelOverTls,
          CredentialRules::forwardedCredentialsAreSeen,
          LoginRules::peopleAreFound,
          LoginRules::ourIssuerNeedsNothing,
          LoginRules::browsersComeOverTls,
          LoginRules::opaqueTokensHaveOneIssuer,
          CertificateRules::someListenerAsksForThem,
          CertificateRules::oneEntryNamesTheOwnAuthority,
          SamlRules::issuersAreKnownByTheirKeys,
          AssertionRules::issuersAreOthersWhosePeopleAreHere,
          RouteRules::reservedPathsAreLeftAlone,
          RouteRules::routesDiffer,
          RouteRules::routeNamesDiffer,
          RouteRules::rulesFitTheirRoute,
          RouteRules::gatewaysHaveRoutes,
          NotInThisVersion::nothingIsMissing);

  private WholeFileRules() {}

  private static void versionIsKnown(Configuration file, Complaints complaints) {
    if (!complaints.isWritten(file, "gatehouse")) {
      complaints.about(
          file, "gatehouse", "The file does not say its version.", "Begin it with `gatehouse: 1`.");
    } else if (file.gatehouse() != 1) {
      complaints.about(file, "gatehouse", "This version reads files of version 1.");
    }
  }

  private static void tokenServiceFitsRoles(Configuration file, Complaints complaints) {
    if (file.roles().isEmpty()) {
      complaints.about(file, "roles", "A node needs a role.", "Write [sts, gateway].");
    }
    var here = file.roles().contains(Role.STS);
    if (here && file.sts() instanceof Sts.Remote remote) {
      complaints.about(
          remote, "url", "A node with the role `sts` has its own token service; remove `url`.");
    }
    if (!here && file.sts() instanceof Sts.Local && complaints.isWritten(file, "sts")) {
      complaints.about(
          file,
          "sts",
          "A node without the role `sts` says where it is.",
          "Write `url` and `node`.");
    }
  }

  private static void identityHasAnIssuer(Configuration file, Complaints complaints) {
    var told = file.sts() instanceof Sts.Remote || file.roles().contains(Role.STS);
    if (!told && file.identity().issuer().isEmpty()) {
      complaints.about(
          file,
          "identity",
          "Without a token service, `identity.issuer` must name who signs identities.",
          "For example `identity: { issuer: https://gateway.example.com }`.");
    }
  }

  private static void clearTextStaysBehindAProxy(Configuration file, Complaints complaints) {
    clearText(file, file.listen(), complaints);
    file.localSts().ifPresent(sts -> clearText(file, sts.listen(), complaints));
  }

  private static void clearText(Configuration file, Listen listen, Complaints complaints) {
    if (listen.insecure() && listen.http().isPresent() && file.trustedProxies().isEmpty()) {
      complaints.about(
          listen,
          "insecure",
          "`insecure` is for a node behind a TLS terminator; `trusted_proxies` must name it.");
    }
  }

  private static void proxiesAreFew(Configuration file, Complaints complaints) {
    if (file.trustedProxies().stream().anyMatch(cidr -> cidr.prefix() == 0)) {
      complaints.about(
          file, "trusted_proxies", "Believing every address lets anyone choose the one we see.");
    }
  }

  private static void listenersDiffer(Configuration file, Complaints complaints) {
    var ports = new ArrayList<Port>();
    if (file.isGateway()) {
      ports.addAll(ports("listen", file.listen()));
    }
    file.localSts().ifPresent(sts -> ports.addAll(ports("sts.listen", sts.listen())));
    ports.add(new Port("admin.listen", file.admin(), "listen", file.admin().listen()));
    var taken = new HashMap<Integer, String>();
    for (var port : ports) {
      Optional.ofNullable(taken.putIfAbsent(port.address().port(), port.name()))
          .ifPresent(other ->
              complaints.about(
                  port.holder(),
                  port.key(),
                  "Port " + port.address().port() + " is taken by `" + other + "`."));
    }
  }

  private record Port(String name, Record holder, String key, ListenAddress address) {}

  private static List<Port> ports(String name, Listen listen) {
    var ports = new ArrayList<Port>();
    listen.https().ifPresent(at -> ports.add(new Port(name + ".https", listen, "https", at)));
    listen.http().ifPresent(at -> ports.add(new Port(name + ".http", listen, "http", at)));
    listen.mtls().map(m -> new Port(name + ".mtls", m, "https", m.https())).ifPresent(ports::add);
    return ports;
  }
}
