package io.gatehouse.sts;

import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.IdentityKeys;
import io.gatehouse.identity.Owner;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.client.MetadataReading;
import io.gatehouse.sts.consent.Consents;
import io.gatehouse.sts.keys.SigningKeys;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.Lifetimes;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.oauth.Resource;
import io.gatehouse.sts.oauth.ResourceCatalog;
import io.gatehouse.sts.registration.InitialTokens;
import io.gatehouse.sts.registration.RegistrationPolicy;
import io.gatehouse.sts.store.Issuer;
import io.gatehouse.sts.store.memory.InMemoryCodeStore;
import io.gatehouse.sts.store.memory.InMemoryConsentStore;
import io.gatehouse.sts.store.memory.InMemoryDeviceStore;
import io.gatehouse.sts.store.memory.InMemoryFamilyStore;
import io.gatehouse.sts.store.memory.InMemoryInitialTokenStore;
import io.gatehouse.sts.store.memory.InMemoryLedgerStore;
import io.gatehouse.sts.store.memory.InMemoryPushedRequestStore;
import io.gatehouse.sts.store.memory.InMemorySessionStore;
import io.gatehouse.sts.store.memory.InMemoryStores;
import io.gatehouse.sts.store.memory.InMemoryTransactionStore;
import io.gatehouse.sts.token.tokenexchange.ExchangeRule;
import io.gatehouse.testkit.StoppedClock;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.RemoteKeySets;
import io.gatehouse.web.endpoint.MountTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The whole issuer on stores in memory, with people, clients and a clock that tests move. */
public final class RunningSts {
  public static final String ISSUER = "https://sts.example.com";
  public static final String AT_CERTIFICATES = "https://sts.example.com:8444";
  public static final String ORDERS = "https://api.example.com";
  public static final String CALLBACK = "https://app.example.com/cb";
  public static final String AFTER_LOGOUT = "https://app.example.com/bye";

  public final Issuer issuer;
  public final StoppedClock clock;
  public final FakePasswords passwords;
  public final EnrolledOwners secondFactors = new EnrolledOwners();
  public final InMemoryReplayGuard replayGuard = new InMemoryReplayGuard();
  public final TrustedIssuers certificateTrust = new TrustedIssuers();
  public final ServedDocuments served = new ServedDocuments();
  public final Owner alice;
  public final Owner bob;
  public final Clients.Registration web;
  public final Clients.Registration backend;
  public final Clients.Registration partner;
  public final Clients.Registration service;

  /** Serves {@link #ORDERS} and calls on for its callers, who see it named. */
  public final Clients.Registration middle;

  /** Serves {@link #ORDERS} and calls on as its callers. */
  public final Clients.Registration impersonator;

  public final Clients.Registration television;
  public final Clients.Registration bearer;
  public final PartnerIssuer partnerIssuer = new PartnerIssuer();

  /** The server of the resource {@link #ORDERS}. */
  public final Clients.Registration api;

  public final MountTable mounts;
  public final InitialTokens initialTokens;
  public final InMemoryCodeStore codes = new InMemoryCodeStore();
  public final Consents consents;
  private final InMemoryConsentStore consentStore;
  private final Set<String> trusted = new HashSet<>();
  private final RegistrationPolicy registration;
  private final InMemoryInitialTokenStore initialTokenStore = new InMemoryInitialTokenStore();

  private RunningSts(RegistrationPolicy registration) {
    this.registration = registration;
    issuer = new Issuer(SharedKeys.with(InMemoryStores.fresh()), SharedKeys.KEK_FILE);
    clock = issuer.clock;
    alice = person("00000000-0000-4000-8000-00000000000a", "alice", "orders-read", "orders-write");
    bob = person("00000000-0000-4000-8000-00000000000b", "bob", "orders-read");
    passwords = new FakePasswords(issuer.directory);
    passwords.know("alice", "alice's password");
    passwords.know("bob", "bob's password");
    web = register(WEB);
    backend = register(BACKEND);
    partner = register(PARTNER);
    service = register(Applications.SERVICE);
    api = register(Applications.API);
    middle = register(Applications.MIDDLE);
    impersonator = register(Applications.MIDDLE);
    television = register(Applications.TELEVISION);
    bearer = register(PartnerIssuer.CLIENT);
    initialTokens = new InitialTokens(initialTokenStore, new RandomText(issuer.random), clock);
    consentStore = new InMemoryConsentStore((InMemoryLedgerStore) issuer.stores.ledger());
    consents = new Consents(consentStore, issuer.ledger, new RandomText(issuer.random), clock);
    mounts = mounts();
  }

  public static RunningSts start() {
    return new RunningSts(OPEN);
  }

  /** With another rule for applications that register themselves. */
  public static RunningSts start(RegistrationPolicy registration) {
    return new RunningSts(registration);
  }

  public static final RegistrationPolicy OPEN =
      new RegistrationPolicy(
          true,
          Set.of("openid", "profile", "email", "offline_access"),
          Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN),
          true);

  private static final String WEB =
      """
      {"client_name": "Web", "redirect_uris": ["https://app.example.com/cb"],
       "grant_types": ["authorization_code", "refresh_token"],
       "scope": "openid profile email offline_access orders.read orders.write",
       "token_endpoint_auth_method": "none", "first_party": true,
       "post_logout_redirect_uris": ["https://app.example.com/bye"]}
      """;
  private static final String BACKEND =
      """
      {"client_name": "Backend", "redirect_uris": ["https://app.example.com/cb"],
       "grant_types": ["authorization_code", "refresh_token"],
       "scope": "openid profile offline_access orders.read",
       "token_endpoint_auth_method": "client_secret_basic", "first_party": true,
       "require_pkce": false, "id_token_signed_response_alg": "ES256"}
      """;
  public static final String PARTNER =
      """
      {"client_name": "<b>Partner & Co</b>", "redirect_uris": ["https://app.example.com/cb"],
       "grant_types": ["authorization_code"], "scope": "openid email orders.read",
       "token_endpoint_auth_method": "client_secret_post",
       "post_logout_redirect_uris": ["https://app.example.com/bye"]}
      """;

  private Owner person(String uuid, String username, String... groups) {
    var bare = issuer.directory.add(uuid, username, groups);
    var profile =
        new Owner.Profile(
            Optional.of(username + " Example"),
            Optional.of(username),
            Optional.of("Example"),
            Optional.of(username + "@example.com"));
    var owner = new Owner(bare.id(), username, AccountState.ACTIVE, bare.groups(), profile);
    issuer.directory.put(owner);
    return owner;
  }

  public Clients.Registration register(String metadata) {
    return switch (issuer.clients.read(metadata.getBytes(StandardCharsets.UTF_8))) {
      case MetadataReading.Read(var read) -> issuer.clients.register(read, "admin:test");
      case MetadataReading.Refused refused -> throw new AssertionError(refused);
    };
  }

  /** As an application would that nobody of the company has looked at. */
  public Clients.Registration registerByItself(String metadata) {
    return switch (issuer.clients.read(metadata.getBytes(StandardCharsets.UTF_8))) {
      case MetadataReading.Read(var read) ->
          issuer.clients.register(read.registeredByItself(), "registration");
      case MetadataReading.Refused refused -> throw new AssertionError(refused);
    };
  }

  private MountTable mounts() {
    var resources =
        List.of(
            new Resource("orders-api", ORDERS, Set.of("orders.read", "orders.write")),
            new Resource("other-api", "https://other.example.com", Set.of("other.read")));
    return Sts.mounts(
        new Sts.Offer(
            new io.gatehouse.sts.oauth.Issuer(ISSUER),
            Optional.of(new io.gatehouse.sts.oauth.Issuer(AT_CERTIFICATES)),
            issuer.scopes,
            new ResourceCatalog(resources),
            Lifetimes.USUAL,
            Optional.of(registration),
            exchange()),
        new Sts.Stores(
            new InMemorySessionStore(),
            new InMemoryTransactionStore(),
            codes,
            new InMemoryFamilyStore(),
            initialTokenStore,
            new InMemoryDeviceStore(),
            new InMemoryPushedRequestStore(),
            consentStore),
        new Sts.Registers(
            issuer.clients,
            issuer.ledger,
            issuer.signingKeys(SigningKeys.ALGORITHMS),
            new NoGateways(),
            issuer.kek),
        surroundings());
  }

  private Sts.Surroundings surroundings() {
    return new Sts.Surroundings(
        issuer.owners,
        passwords,
        secondFactors,
        issuer.audited::add,
        new Sts.Signed(
            replayGuard,
            remoteKeys(),
            certificateTrust,
            partnerIssuer.trustedFor(bearers(), issuer.directory)),
        new RandomText(issuer.random),
        clock,
        clock::nanos);
  }

  private Set<String> bearers() {
    var bearers = new HashSet<>(trusted);
    bearers.add(bearer.client().clientId());
    return bearers;
  }

  /** Another browser at the same issuer, whose tables name these clients as well. */
  public Visitor visitorWhenTrusting(Set<String> clients) {
    trusted.addAll(clients);
    return new Visitor(mounts());
  }

  private List<ExchangeRule> exchange() {
    var delegating = new HashSet<>(trusted);
    delegating.add(middle.client().clientId());
    var impersonating = impersonator.client().clientId();
    var kinds = Set.of(ExchangeRule.SubjectKind.values());
    var scopes = Set.of("orders.read", "orders.write");
    return List.of(
        new ExchangeRule(delegating, kinds, "orders-api", scopes, true, 2, Duration.ofMinutes(2)),
        new ExchangeRule(
            Set.of(impersonating),
            Set.of(ExchangeRule.SubjectKind.ACCESS_TOKEN),
            "orders-api",
            scopes,
            false,
            0,
            Duration.ofMinutes(10)));
  }

  private RemoteKeySets remoteKeys() {
    return new RemoteKeySets(
        new RemoteKeySets.Surroundings(
            served, Runnable::run, clock::nanos, issuer.random, Jca.installed()));
  }

  private static final class NoGateways implements IdentityKeys {
    @Override
    public void publish(PublishedKey key) {}

    @Override
    public List<PublishedKey> union() {
      return List.of();
    }
  }

  /** Disables, locks or enables a person, and the watch tells. */
  public void set(Owner owner, AccountState state) {
    issuer.directory.put(
        new Owner(owner.id(), owner.username(), state, owner.groups(), owner.profile()));
    issuer.watch.send(
        owner.id(),
        switch (state) {
          case ACTIVE -> io.gatehouse.identity.OwnerChanged.Change.ENABLED;
          case DISABLED -> io.gatehouse.identity.OwnerChanged.Change.DISABLED;
          case LOCKED -> io.gatehouse.identity.OwnerChanged.Change.LOCKED;
        });
  }

  public Visitor visitor() {
    return new Visitor(mounts);
  }
}
