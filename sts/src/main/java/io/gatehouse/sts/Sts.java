package io.gatehouse.sts;

import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.IdentityKeys;
import io.gatehouse.identity.OwnerStates;
import io.gatehouse.identity.PasswordCheck;
import io.gatehouse.identity.ReplayGuard;
import io.gatehouse.identity.SecondFactors;
import io.gatehouse.sts.authorize.AuthorizationFlow;
import io.gatehouse.sts.authorize.AuthorizeEndpoint;
import io.gatehouse.sts.authorize.CodeStore;
import io.gatehouse.sts.authorize.ConsentEndpoint;
import io.gatehouse.sts.authorize.ContinueEndpoint;
import io.gatehouse.sts.authorize.PushedRequestStore;
import io.gatehouse.sts.authorize.ScopeWords;
import io.gatehouse.sts.authorize.TransactionStore;
import io.gatehouse.sts.client.CertificateTrust;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.consent.ConsentStore;
import io.gatehouse.sts.crossorigin.CrossOrigin;
import io.gatehouse.sts.crossorigin.RegisteredOrigins;
import io.gatehouse.sts.device.DeviceStore;
import io.gatehouse.sts.discovery.MetadataEndpoint;
import io.gatehouse.sts.issue.OwnKeys;
import io.gatehouse.sts.issue.OwnTokens;
import io.gatehouse.sts.issue.Standing;
import io.gatehouse.sts.jwks.KeySetEndpoint;
import io.gatehouse.sts.keys.Kek;
import io.gatehouse.sts.keys.PublishedKeySet;
import io.gatehouse.sts.keys.SigningKeys;
import io.gatehouse.sts.ledger.Ledger;
import io.gatehouse.sts.login.LoginEndpoint;
import io.gatehouse.sts.login.LoginPage;
import io.gatehouse.sts.login.Means;
import io.gatehouse.sts.logout.LogoutEndpoint;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.sts.oauth.Lifetimes;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.oauth.ResourceCatalog;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.sts.pages.FailurePages;
import io.gatehouse.sts.pages.Pages;
import io.gatehouse.sts.par.ParEndpoint;
import io.gatehouse.sts.registration.InitialTokenStore;
import io.gatehouse.sts.registration.InitialTokens;
import io.gatehouse.sts.registration.RegistrationEndpoint;
import io.gatehouse.sts.registration.RegistrationPolicy;
import io.gatehouse.sts.session.BrowserSessions;
import io.gatehouse.sts.session.SessionStore;
import io.gatehouse.sts.token.ClientEndpoint;
import io.gatehouse.sts.token.refreshtoken.Families;
import io.gatehouse.sts.token.refreshtoken.FamilyStore;
import io.gatehouse.sts.token.tokenexchange.ExchangeRule;
import io.gatehouse.sts.userinfo.UserinfoEndpoint;
import io.gatehouse.tokens.jwt.RemoteKeySets;
import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.Mount;
import io.gatehouse.web.endpoint.MountTable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** The issuer: its parts put together, and the list of what it serves. */
public final class Sts {
  private static final Set<String> GET = Set.of("GET");
  private static final Set<String> POST = Set.of("POST");
  private static final Set<String> BOTH = Set.of("GET", "POST");

  private static final String REGISTER = "/register";

  private final Offer offer;
  private final Stores stores;
  private final Registers registers;
  private final Surroundings around;
  private final Standing standing;
  private final OwnKeys keys;
  private final OwnTokens tokens;
  private final Pages pages;
  private final FailurePages failures;
  private final BrowserSessions sessions;
  private final Families families;
  private final AuthorizationFlow flow;
  private final ClientProofs proofs;
  private final CrossOrigin crossOrigin;

  private Sts(Offer offer, Stores stores, Registers registers, Surroundings around) {
    this.offer = offer;
    this.stores = stores;
    this.registers = registers;
    this.around = around;
    this.standing = new Standing(around.owners, registers.ledger);
    this.keys = new OwnKeys(registers.signingKeys);
    this.tokens = new OwnTokens(offer.issuer, offer.resources, keys, around.clock);
    this.pages = new Pages(offer.issuer.path());
    this.failures = new FailurePages(pages);
    this.sessions = sessions();
    this.families = families();
    this.proofs = new ClientProofs(offer, registers, around);
    this.crossOrigin =
        new CrossOrigin(RegisteredOrigins.following(registers.clients, registers.ledger));
    this.flow =
        new Authorizing(offer, stores, registers, around)
            .flow(proofs, new Authorizing.Parts(standing, tokens, sessions, failures, pages));
  }

  /**
   * What is issued, by whose name, for how long: all of it from the configuration.
   *
   * @param atCertificates where the same endpoints ask callers for certificates, if anywhere
   * @param exchange the table of token exchange; nothing else is exchanged
   * @param registration empty: only administrators register applications
   */
  public record Offer(
      Issuer issuer,
      Optional<Issuer> atCertificates,
      ScopeCatalog scopes,
      ResourceCatalog resources,
      Lifetimes lifetimes,
      Optional<RegistrationPolicy> registration,
      List<ExchangeRule> exchange) {}

  /** The issuer's own small stores. */
  public record Stores(
      SessionStore sessions,
      TransactionStore transactions,
      CodeStore codes,
      FamilyStore families,
      InitialTokenStore initialTokens,
      DeviceStore devices,
      PushedRequestStore pushedRequests,
      ConsentStore consents) {}

  /** What others keep: clients, what was issued, keys. */
  public record Registers(
      Clients clients,
      Ledger ledger,
      SigningKeys signingKeys,
      IdentityKeys identityKeys,
      Kek kek) {}

  /**
   * What comes from outside of the issuer.
   *
   * @param nanos monotonic
   */
  public record Surroundings(
      OwnerStates owners,
      PasswordCheck passwords,
      SecondFactors secondFactors,
      AuditSink audit,
      Signed signed,
      RandomText random,
      InstantSource clock,
      LongSupplier nanos) {}

  /** What it takes to believe what clients sign, and the certificates that they present. */
  public record Signed(
      ReplayGuard once,
      RemoteKeySets remoteKeys,
      CertificateTrust certificates,
      AssertionIssuers assertions) {}

  /** Everything that the issuer's listener serves. */
  public static MountTable mounts(
      Offer offer, Stores stores, Registers registers, Surroundings around) {
    return new Sts(offer, stores, registers, around).table();
  }

  private MountTable table() {
    var mounts = new ArrayList<Mount>();
    mounts.addAll(documents());
    var devices = new Devices(offer, stores, registers, around);
    mounts.addAll(forClients(devices));
    mounts.addAll(forBrowsers(devices));
    offer.registration.map(this::registration).ifPresent(mounts::add);
    return new MountTable(mounts);
  }

  private List<Mount> documents() {
    var metadata = metadata();
    var published = new PublishedKeySet(registers.signingKeys, registers.identityKeys);
    var longestCache = registers.signingKeys.intervals().longestCache();
    // RFC 8414 §3.1: the issuer's path stands behind the well-known part.
    var wellKnown = "/.well-known/oauth-authorization-server" + offer.issuer.path();
    return List.of(
        at("/.well-known/openid-configuration", GET, metadata),
        Mount.of(wellKnown, GET, metadata),
        at("/jwks", GET, new KeySetEndpoint(published::issuerKeys, longestCache)),
        Mount.of("/.gatehouse/jwks.json", GET, new KeySetEndpoint(published::gatewayKeys)),
        Mount.of(pages.stylesheetPath(), GET, request -> pages.stylesheet()));
  }

  private List<Mount> forClients(Devices devices) {
    var authentication = proofs.authentication();
    var questions = new TokenQuestions(offer, registers, around, tokens, families);
    var pushed = new ParEndpoint(authentication, proofs.dpop(), flow.origins().pushed());
    var grants = new Grants(offer, stores, registers, around).endpoint(proofs, grantParts());
    return List.of(
        open("/par", POST, pushed),
        open("/token", POST, grants),
        at("/device_authorization", POST, new ClientEndpoint(authentication, devices.asking())),
        at(
            "/introspect",
            POST,
            new ClientEndpoint(authentication, questions.introspection(standing))),
        open("/revoke", POST, new ClientEndpoint(authentication, questions.revocation())),
        open("/userinfo", BOTH, new UserinfoEndpoint(tokens, standing, proofs.dpop())));
  }

  private List<Mount> forBrowsers(Devices devices) {
    return List.of(
        at("/authorize", BOTH, new AuthorizeEndpoint(flow)),
        at("/authorize/continue", GET, new ContinueEndpoint(flow)),
        at("/login", BOTH, login()),
        at("/consent", BOTH, consent()),
        at("/device", BOTH, devices.page(flow, pages)),
        at("/logout", BOTH, logout()));
  }

  /** For applications in browsers, too. */
  private Mount open(String path, Set<String> methods, Endpoint endpoint) {
    return crossOrigin.open(at(path, methods, endpoint));
  }

  private Mount at(String path, Set<String> methods, Endpoint endpoint) {
    return Mount.of(offer.issuer.path() + path, methods, endpoint);
  }

  private LoginEndpoint login() {
    var means =
        new Means(
            around.passwords, around.secondFactors, sessions, flow.transactions(), around.audit);
    return new LoginEndpoint(flow, new LoginPage(pages, offer.issuer.path() + "/login"), means);
  }

  private ConsentEndpoint consent() {
    return new ConsentEndpoint(flow, pages, new ScopeWords(pages, offer.scopes), around.audit);
  }

  private Grants.Parts grantParts() {
    return new Grants.Parts(standing, keys, tokens, families, flow.consents());
  }

  private MetadataEndpoint metadata() {
    boolean open = offer.registration.isPresent();
    var grants = EnumSet.allOf(GrantType.class);
    grants.removeAll(new Grants(offer, stores, registers, around).without());
    return new MetadataEndpoint(
        offer.issuer,
        offer.atCertificates,
        offer.scopes,
        open ? Optional.of(REGISTER) : Optional.empty(),
        grants);
  }

  private Mount registration(RegistrationPolicy policy) {
    var parts =
        new RegistrationEndpoint.Parts(
            registers.clients,
            new InitialTokens(stores.initialTokens, around.random, around.clock),
            around.audit,
            around.nanos);
    return at(REGISTER, POST, new RegistrationEndpoint(policy, parts))
        .accepting("application/json");
  }

  private LogoutEndpoint logout() {
    return new LogoutEndpoint(
        sessions,
        new LogoutEndpoint.LogoutReading(registers.clients, tokens),
        new LogoutEndpoint.Show(pages, failures, offer.issuer.path() + "/logout"),
        around.audit);
  }

  private BrowserSessions sessions() {
    var terms = new BrowserSessions.Terms(offer.lifetimes, around.random, around.clock);
    return new BrowserSessions(stores.sessions, registers.ledger, standing, terms);
  }

  private Families families() {
    var terms = new Families.Terms(offer.lifetimes, around.random, around.clock);
    var made = new Families(stores.families, registers.ledger, registers.kek, terms);
    registers.ledger.subscribe(made::hear);
    return made;
  }
}
