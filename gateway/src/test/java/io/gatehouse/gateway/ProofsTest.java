package io.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.gateway.accept.Accept;
import io.gatehouse.gateway.accept.Accepted;
import io.gatehouse.gateway.authenticate.Authenticate;
import io.gatehouse.gateway.authenticate.Authenticated;
import io.gatehouse.gateway.authenticate.DpopBinding;
import io.gatehouse.gateway.authorize.Authorize;
import io.gatehouse.gateway.authorize.Authorized;
import io.gatehouse.gateway.authorize.CelPolicyCompiler;
import io.gatehouse.gateway.call.Call;
import io.gatehouse.gateway.call.Step;
import io.gatehouse.gateway.call.Step.Answer;
import io.gatehouse.gateway.forward.Forwarded;
import io.gatehouse.gateway.identify.Identified;
import io.gatehouse.gateway.identify.Identify;
import io.gatehouse.gateway.limit.Admitted;
import io.gatehouse.gateway.limit.Limit;
import io.gatehouse.gateway.route.RouteTable;
import io.gatehouse.gateway.route.RoutingPlan;
import io.gatehouse.gateway.route.RoutingPlan.RouteEntry;
import io.gatehouse.gateway.route.RoutingPlan.RuleEntry;
import io.gatehouse.gateway.route.RoutingPlan.ServiceEntry;
import io.gatehouse.identity.ReplayGuard;
import io.gatehouse.identity.Secret;
import io.gatehouse.identity.Waiting;
import io.gatehouse.tokens.jwt.DpopNonces;
import io.gatehouse.tokens.jwt.DpopVerifier;
import io.gatehouse.web.address.AddressGuard;
import io.gatehouse.web.path.Authority;
import io.gatehouse.web.path.CanonicalPath;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofsTest {
  private static final RouteTable TABLE = table();
  private final AddressGuard addresses =
      new AddressGuard(new AddressGuard.Allowance(10, 20, 1000), () -> 0);
  private final Accept accept = new Accept(addresses, 100);
  private final Limit limit =
      new Limit(new FakeCollaborators.Counter(), new FakeCollaborators.Quotas(), Clock.systemUTC());

  private static RouteTable table() {
    var here = TestGateway.HERE;
    var route =
        new RouteEntry(
            "r",
            "/x",
            Set.of("GET"),
            Set.of(),
            List.of(),
            true,
            List.of(new RuleEntry("anyone", Set.of(), Optional.empty(), here)),
            Optional.empty(),
            "s",
            0,
            here);
    var service =
        new ServiceEntry(
            "s",
            List.of(URI.create("http://127.0.0.1:1")),
            "s",
            "s",
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            false,
            Map.of(),
            Optional.empty(),
            here);
    var plan =
        new RoutingPlan(
            Set.of("h.test"), List.of(route), Map.of("s", service), Map.of(), Map.of(), List.of());
    return ((RouteTable.Compilation.Compiled) RouteTable.compile(plan, new CelPolicyCompiler()))
        .table();
  }

  private static Call call() {
    return new Call(
        new WrittenRequest("GET", "/x", List.of()),
        CanonicalPath.of("/x"),
        Authority.of("h.test", true),
        new Call.Started(TABLE, Instant.EPOCH, 0, false));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Accepted.class,
        Identified.class,
        Authenticated.class,
        Authorized.class,
        Admitted.class,
        Forwarded.class
      })
  void onlyItsOwnFolderCanMakeAProof(Class<?> proof) {
    assertThat(Modifier.isFinal(proof.getModifiers())).isTrue();
    for (Constructor<?> constructor : proof.getDeclaredConstructors()) {
      assertThat(constructor.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)).isZero();
    }
  }

  private static Authenticate authenticate() {
    var clock = java.time.Clock.systemUTC();
    var nonces = new DpopNonces(Secret.of(new byte[32]), clock);
    return new Authenticate(
        new DpopBinding(new DpopVerifier(nonces, clock), claim -> ReplayGuard.Outcome.FIRST));
  }

  @Test
  void aProofIsGoodForItsOwnRequestOnly() {
    var mine = call();
    var other = call();
    var accepted = proof(accept.check(mine));
    refuses(() -> new Identify().find(other, accepted));
    var identified = proof(new Identify().find(mine, accepted));
    var authenticate = authenticate();
    refuses(() -> authenticate.prove(other, identified, Waiting.NEVER));
    var authenticated = proof(authenticate.prove(mine, identified, Waiting.NEVER));
    refuses(() -> new Authorize().decide(other, authenticated));
    var authorized = proof(new Authorize().decide(mine, authenticated));
    refuses(() -> limit.admit(other, authorized, Waiting.NEVER));
    var admitted = proof(limit.admit(mine, authorized, Waiting.NEVER));
    refuses(() -> admitted.on(other));
  }

  private interface Stage {
    void run();
  }

  private static void refuses(Stage stage) {
    assertThatThrownBy(stage::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another request");
  }

  private static <P> P proof(Step<P> step) {
    return ((Step.Passed<P>) step).proof();
  }

  private static <P> P proof(Answer<P> answer) {
    return ((Answer.Proven<P>) answer).proof();
  }

  @Test
  void anAddressThatIsRefusedTooOftenHasToWaitAndItsNeighboursInTheSame64Too() throws Exception {
    var caller = InetAddress.getByName("2001:db8::1");
    for (int i = 0; i < 21; i++) {
      addresses.charge(caller);
    }
    assertThat(accept.check(callFrom(InetAddress.getByName("2001:db8::2"))))
        .isInstanceOf(Step.Refused.class);
    assertThat(accept.check(callFrom(InetAddress.getByName("2001:db8:0:1::1"))))
        .isInstanceOf(Step.Passed.class);
    assertThat(accept.check(call())).isInstanceOf(Step.Passed.class);
  }

  private static Call callFrom(InetAddress peer) {
    return new Call(
        new WrittenRequest("GET", "/x", List.of(), peer),
        CanonicalPath.of("/x"),
        Authority.of("h.test", true),
        new Call.Started(TABLE, Instant.EPOCH, 0, false));
  }
}
