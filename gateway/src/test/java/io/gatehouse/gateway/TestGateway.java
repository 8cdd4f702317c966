package io.gatehouse.gateway;

import io.gatehouse.gateway.authorize.CelPolicyCompiler;
import io.gatehouse.gateway.decision.DecisionLog;
import io.gatehouse.gateway.decision.DecisionLog.WhenFull;
import io.gatehouse.gateway.decision.Segments;
import io.gatehouse.gateway.route.LiveRoutes;
import io.gatehouse.gateway.route.RouteTable;
import io.gatehouse.gateway.route.RoutingPlan;
import io.gatehouse.gateway.route.RoutingPlan.CredentialEntry;
import io.gatehouse.gateway.route.RoutingPlan.LimitEntry;
import io.gatehouse.gateway.route.RoutingPlan.PlainClaim;
import io.gatehouse.gateway.route.RoutingPlan.ResourceEntry;
import io.gatehouse.gateway.route.RoutingPlan.RouteEntry;
import io.gatehouse.gateway.route.RoutingPlan.RuleEntry;
import io.gatehouse.gateway.route.RoutingPlan.ServiceEntry;
import io.gatehouse.gateway.route.RoutingPlan.WhenStoreDown;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.QuotaLedger;
import io.gatehouse.identity.SourcePosition;
import io.gatehouse.identity.Throttle;
import io.gatehouse.testkit.TemporaryFolder;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.SigningKey;
import io.gatehouse.web.endpoint.MountTable;
import io.gatehouse.web.endpoint.RequestIds;
import io.gatehouse.web.exchange.Surroundings;
import io.gatehouse.web.exchange.Threads;
import io.gatehouse.web.listen.ListenSettings;
import io.gatehouse.web.listen.ListenerPlan;
import io.gatehouse.web.listen.Listeners;
import io.gatehouse.web.listen.Opening;
import io.gatehouse.web.wire.WireLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A gateway on a free port with the routes that the tests speak of. */
final class TestGateway implements AutoCloseable {
  static final SourcePosition HERE = new SourcePosition("test.yaml", 1, 1);
  private static final CelPolicyCompiler CEL = new CelPolicyCompiler();

  final RecordingUpstream upstream = new RecordingUpstream();
  final FakeCollaborators.KnownKeys keys = new FakeCollaborators.KnownKeys();
  final FakeCollaborators.KnownKeys signatures = new FakeCollaborators.KnownKeys();
  final FakeCollaborators.Counter throttle = new FakeCollaborators.Counter();
  final java.util.Map<String, String> claimed = new java.util.concurrent.ConcurrentHashMap<>();
  final io.gatehouse.identity.ReplayGuard replays =
      claim ->
          claim
                  .exchange()
                  .equals(
                      claimed.computeIfAbsent(
                          claim.namespace() + " " + claim.id(), key -> claim.exchange()))
              ? io.gatehouse.identity.ReplayGuard.Outcome.FIRST
              : io.gatehouse.identity.ReplayGuard.Outcome.REPLAYED;
  final FakeCollaborators.Quotas quotas = new FakeCollaborators.Quotas();
  final FakeCollaborators.Keys identityKeys = new FakeCollaborators.Keys();
  final FakeCollaborators.Ledger ledger = new FakeCollaborators.Ledger();
  final SigningKey identityKey = SigningKey.generate(JwsAlgorithm.ES256, Jca.installed());
  private final TemporaryFolder folder = TemporaryFolder.named("decisions");
  final DecisionLog decisions;
  final Gateway gateway;
  final int port;
  private final Listeners listeners;
  private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService cpu = Executors.newFixedThreadPool(2);

  TestGateway() throws IOException {
    this(List.of());
  }

  TestGateway(List<CredentialEntry> moreCredentials) throws IOException {
    this(moreCredentials, Collaborators.Bounds.USUAL);
  }

  TestGateway(List<CredentialEntry> moreCredentials, Collaborators.Bounds bounds)
      throws IOException {
    keys.keys.put("good", FakeCollaborators.person(CredentialKind.API_KEY, "k1", "orders.read"));
    signatures.keys.put(
        "signed",
        FakeCollaborators.person(CredentialKind.SIGNATURE, "s1", "orders.read", "orders.write"));
    var clock = Clock.systemUTC();
    decisions =
        new DecisionLog(
            Segments.open(folder.path(), Segments.Keep.A_WEEK, clock), WhenFull.REFUSE, 1000);
    gateway =
        new Gateway(
            new Collaborators(
                new LiveRoutes(table(moreCredentials)),
                "https://sts.test",
                identityKey,
                identityKeys,
                ledger,
                throttle,
                quotas,
                replays,
                decisions,
                defaultTls(),
                new MountTable(),
                bounds,
                clock,
                System::nanoTime,
                new SecureRandom()));
    listeners =
        new Listeners(
            ListenSettings.forCores(2),
            new Surroundings(
                new Threads(virtual, cpu), new RequestIds(new SecureRandom()), System::nanoTime),
            gateway.refusals());
    port = open();
  }

  private int open() {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var plan =
        ListenerPlan.plain("gateway", address, gateway).limited(WireLimits.forContent(1L << 40));
    return switch (listeners.open(plan)) {
      case Opening.Opened(var at) -> at.getPort();
      case Opening.Refused(var sentence) -> throw new IllegalStateException(sentence);
    };
  }

  private static SSLContext defaultTls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private RouteTable table(List<CredentialEntry> more) {
    return switch (RouteTable.compile(plan(more), CEL)) {
      case RouteTable.Compilation.Compiled(var table) -> table;
      case RouteTable.Compilation.Broken(var flaws) ->
          throw new IllegalStateException(flaws.toString());
    };
  }

  private RoutingPlan plan(List<CredentialEntry> more) {
    var credentials = new java.util.HashMap<String, CredentialEntry>();
    credentials.put("partner", CredentialEntry.of("partner", CredentialKind.API_KEY, keys));
    credentials.put("signed", CredentialEntry.of("signed", CredentialKind.SIGNATURE, signatures));
    more.forEach(entry -> credentials.put(entry.name(), entry));
    return new RoutingPlan(
        Set.of("localhost", "api.test"),
        List.of(
            route("orders", "/orders/**", credentials, false, rules(), Optional.empty()),
            route("public", "/public/**", credentials, true, anyone(), Optional.empty()),
            route("admin", "/admin/**", credentials, false, admins(), Optional.empty()),
            route("limited", "/limited", credentials, false, anyone(), Optional.of("five")),
            route("counted", "/counted", credentials, false, anyone(), Optional.of("quota")),
            route("single", "/single", credentials, false, anyone(), Optional.of("one"))),
        Map.of("orders", service("orders", upstream.uri())),
        credentials,
        Map.of(
            "five",
            limit(
                "five",
                Optional.of(new Throttle.Rate("five", 5, Duration.ofSeconds(10), 5)),
                false),
            "quota",
            limit("quota", Optional.empty(), true),
            "one",
            new LimitEntry(
                "one", Optional.empty(), Optional.empty(), Optional.of(1), WhenStoreDown.REFUSE)),
        List.of(
            new ResourceEntry(
                "orders-api",
                URI.create("https://api.test"),
                Set.of("orders.read"),
                List.of("https://sts.test"))));
  }

  private static LimitEntry limit(String name, Optional<Throttle.Rate> rate, boolean quota) {
    return new LimitEntry(
        name,
        rate,
        quota
            ? Optional.of(new QuotaLedger.Quota(name, 300, QuotaLedger.Window.HOUR))
            : Optional.empty(),
        Optional.empty(),
        WhenStoreDown.ALLOW);
  }

  private static ServiceEntry service(String name, URI uri) {
    return new ServiceEntry(
        name,
        List.of(uri),
        "orders-api",
        "https://api.test",
        Duration.ofMillis(700),
        Duration.ofSeconds(1),
        false,
        Map.of("X-Shop-Caller", PlainClaim.SUB, "X-Shop-Groups", PlainClaim.GROUPS),
        Optional.empty(),
        HERE);
  }

  private static List<RuleEntry> rules() {
    return List.of(
        new RuleEntry(
            "read", Set.of("GET", "HEAD"), Optional.of("\"orders.read\" in caller.scopes"), HERE),
        new RuleEntry(
            "write",
            Set.of("POST", "PUT"),
            Optional.of("\"orders.write\" in caller.scopes"),
            HERE));
  }

  private static List<RuleEntry> anyone() {
    return List.of(new RuleEntry("anyone", Set.of("GET", "POST"), Optional.empty(), HERE));
  }

  private static List<RuleEntry> admins() {
    return List.of(
        new RuleEntry("admins", Set.of("GET"), Optional.of("\"admins\" in caller.groups"), HERE));
  }

  private static RouteEntry route(
      String name,
      String from,
      Map<String, CredentialEntry> credentials,
      boolean anonymous,
      List<RuleEntry> allow,
      Optional<String> limit) {
    return new RouteEntry(
        name,
        from,
        Set.of(),
        Set.of(),
        List.copyOf(credentials.keySet()),
        anonymous,
        allow,
        limit,
        "orders",
        1 << 20,
        HERE);
  }

  RawClient client() {
    try {
      return new RawClient(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends one request on a connection of its own. */
  RawClient.Answer call(String request) throws IOException {
    try (var client = client()) {
      client.send(request);
      return client.read(!request.startsWith("HEAD"));
    }
  }

  /** A GET with these further lines. */
  RawClient.Answer get(String target, String... lines) throws IOException {
    return call(request("GET", target, lines));
  }

  static String request(String method, String target, String... lines) {
    var more = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
    return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n";
  }

  /** The decision line of an answer, once it is written. */
  String lineOf(RawClient.Answer answer) throws IOException {
    decisions.close();
    return decisions.find(answer.value("X-Request-Id")).orElseThrow();
  }

  @Override
  public void close() throws IOException {
    listeners.stop(Duration.ZERO);
    decisions.close();
    upstream.close();
    virtual.shutdownNow();
    cpu.shutdownNow();
    folder.close();
  }
}
