package io.gatehouse.app.node;

import io.gatehouse.apikey.ApiKeyMint;
import io.gatehouse.app.config.Configuration;
import io.gatehouse.identity.AdminActions;
import io.gatehouse.signing.verifying.HmacKeyMint;
import io.gatehouse.signing.verifying.SigV4KeyMint;
import io.gatehouse.sts.admin.AdminApi;
import io.gatehouse.sts.admin.ClientActions;
import io.gatehouse.sts.admin.ConsentActions;
import io.gatehouse.sts.admin.KekActions;
import io.gatehouse.sts.admin.KeyActions;
import io.gatehouse.sts.admin.RegistrationActions;
import io.gatehouse.sts.admin.SamlActions;
import io.gatehouse.sts.admin.SessionActions;
import io.gatehouse.sts.admin.SigningKeyActions;
import io.gatehouse.sts.admin.TokenActions;
import io.gatehouse.sts.keys.KekRotation;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.web.endpoint.MountTable;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The admin API of a node: the parts of all modules behind one door. */
final class AdminPart {
  private static final String ENVIRONMENT = "live";

  private final Parts parts;

  /** Whose verbs are mounted. */
  record Parts(
      IssuerPart issuer,
      KekRotation kekRotation,
      CertificateIssue certificates,
      DirectoryPart directory,
      Optional<GatewayPart> gateway,
      Ambient ambient) {}

  AdminPart(Parts parts) {
    this.parts = parts;
  }

  MountTable mounts() {
    return new AdminApi(parts.issuer().adminTokens(), parts.issuer().audit()).mount(actions());
  }

  /** Where commands find it. */
  static URI url(Configuration configuration, InetSocketAddress bound) {
    var scheme = configuration.admin().tls().isPresent() ? "https" : "http";
    var host = bound.getAddress().isAnyLocalAddress() ? "localhost" : bound.getHostString();
    return URI.create(scheme + "://" + host + ":" + bound.getPort());
  }

  private List<AdminActions> actions() {
    var issuer = parts.issuer();
    var people = parts.directory().directory().people();
    var all = new ArrayList<AdminActions>();
    all.add(new KeyActions(keyParts()));
    all.add(parts.certificates().actions(people));
    all.add(new ClientActions(issuer.clients(), people, issuer.audit()));
    all.add(new RegistrationActions(issuer.initialTokens(), issuer.audit()));
    all.add(new SessionActions(issuer.ledger(), people, issuer.audit()));
    all.add(new TokenActions(issuer.ledger(), people, issuer.audit()));
    all.add(new ConsentActions(issuer.consents(), people, issuer.audit()));
    all.add(new SigningKeyActions(issuer.signingKeys(), issuer.audit()));
    all.add(new KekActions(parts.kekRotation(), issuer.audit()));
    all.add(issuer.auditActions());
    all.add(new SamlActions(samlParts()));
    all.add(new PeopleActions(parts.directory().people(), issuer.audit()));
    parts.gateway().ifPresent(gateway -> all.add(gateway.gateway().admin()));
    return all;
  }

  private KeyActions.Parts keyParts() {
    var issuer = parts.issuer();
    var random = parts.ambient().random();
    return new KeyActions.Parts(
        issuer.ledger(),
        parts.directory().directory().people(),
        issuer.scopes(),
        List.of(
            new ApiKeyMint(ENVIRONMENT, issuer.peppers(), random),
            new HmacKeyMint(random),
            new SigV4KeyMint(random)),
        issuer.audit(),
        parts.ambient().clock());
  }

  private SamlActions.Parts samlParts() {
    var issuer = parts.issuer();
    return new SamlActions.Parts(
        parts.directory().directory().people(),
        issuer.signingKeys(),
        issuer.name(),
        new RandomText(parts.ambient().random()),
        issuer.audit(),
        parts.ambient().clock());
  }
}
