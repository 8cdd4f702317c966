package io.gatehouse.app.node;

import io.gatehouse.app.config.OidcLogin;
import io.gatehouse.app.config.Opaque;
import io.gatehouse.gateway.authenticate.Introspection;
import io.gatehouse.gateway.authenticate.IntrospectionAuthenticator;
import io.gatehouse.gateway.authenticate.SessionAuthenticator;
import io.gatehouse.gateway.authenticate.TokenHolders;
import io.gatehouse.gateway.authenticate.TrustedIssuer;
import io.gatehouse.gateway.login.ClientProof;
import io.gatehouse.gateway.login.DiscoveredIssuer;
import io.gatehouse.gateway.login.IssuerDoor;
import io.gatehouse.gateway.login.LoginTerms;
import io.gatehouse.gateway.login.Logins;
import io.gatehouse.gateway.login.NetworkDoor;
import io.gatehouse.gateway.route.RoutingPlan.CredentialEntry;
import io.gatehouse.gateway.session.BrowserSession.Lives;
import io.gatehouse.gateway.session.BrowserSessions;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.ReplayGuard;
import io.gatehouse.tokens.jwt.RemoteIssuer;
import io.gatehouse.web.endpoint.MountTable;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Credentials for which an issuer is called: browsers that sign in, and opaque tokens. */
final class LoginMapping {
  private static final long TIDY_MINUTES = 1;

  private final Logins logins;
  private final RemoteIssuers remote;
  private final Optional<MountTable> ownIssuer;
  private final Ambient ambient;

  /**
   * @param ownIssuer what the issuer of this process serves
   */
  LoginMapping(
      ReplayGuard replays, RemoteIssuers remote, Optional<MountTable> ownIssuer, Ambient ambient) {
    var room = BrowserSessions.Room.USUAL;
    var sessions = new BrowserSessions(room, ambient.clock(), ambient.nanos(), ambient.random());
    this.logins =
        new Logins(new Logins.Surroundings(sessions, replays, ambient.clock(), ambient.random()));
    this.remote = remote;
    this.ownIssuer = ownIssuer;
    this.ambient = ambient;
    var _ =
        ambient
            .timer()
            .scheduleWithFixedDelay(
                Quietly.each("browser sessions", sessions::dropOver),
                TIDY_MINUTES,
                TIDY_MINUTES,
                TimeUnit.MINUTES);
  }

  /** What the gateway answers for those who sign in. */
  MountTable mounts() {
    return logins.mounts();
  }

  CredentialEntry login(
      String name, OidcLogin written, TrustedIssuer issuer, TokenHolders holders) {
    var people = new SessionAuthenticator(name, issuer, holders, logins.sessions());
    var named = RemoteIssuer.written(issuer.issuer());
    var terms =
        new LoginTerms(
            name,
            new DiscoveredIssuer(named, door(named, written, issuer), ambient.nanos()),
            written.clientId(),
            proof(name, written),
            written.ask(),
            issuer.keys(),
            people,
            new Lives(written.idle(), written.lifetime()));
    return new CredentialEntry(
        name,
        CredentialKind.SESSION,
        people,
        people::recognises,
        true,
        Optional.of(logins.offer(terms)));
  }

  private IssuerDoor door(RemoteIssuer named, OidcLogin written, TrustedIssuer issuer) {
    return issuer.owners() instanceof TrustedIssuer.Owners.ByEntryUuid
        ? new OwnIssuerDoor(ownIssuer.orElseThrow(), ambient.random())
        : new NetworkDoor(named, remote.egress(written.ca()));
  }

  private static ClientProof proof(String name, OidcLogin written) {
    return written
        .clientSecret()
        .<ClientProof>map(secret -> new ClientProof.BySecret(secret.readLine()))
        .orElseGet(() ->
            new ClientProof.ByKey(ClientKeyFile.read(name, written.clientKey().orElseThrow())));
  }

  CredentialEntry opaque(String name, Opaque written, TrustedIssuer issuer, TokenHolders holders) {
    var door = new NetworkDoor(RemoteIssuer.written(issuer.issuer()), remote.egress(written.ca()));
    var header = ClientProof.basic(written.clientId(), written.clientSecret().readLine());
    var introspection =
        new Introspection(
            issuer.issuer(),
            form -> door.post(written.endpoint().uri(), form, Optional.of(header)),
            ambient.nanos());
    var authenticator =
        new IntrospectionAuthenticator(
            issuer, written.audience(), introspection, holders, ambient.clock());
    return new CredentialEntry(
        name, CredentialKind.JWT, authenticator, authenticator::recognises, false);
  }
}
