package io.gatehouse.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.gateway.route.RoutingPlan.PlainClaim;
import io.gatehouse.gateway.route.RoutingPlan.ServiceEntry;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.Principal;
import io.gatehouse.identity.SourcePosition;
import io.gatehouse.identity.VerifiedIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a service without a JWT library is told. */
class PlainHeadersTest {

  @Test
  void aNameThatHoldsASeparatorStaysOneName() {
    var groups = told(PlainClaim.GROUPS, Set.of("a,admins", "b", "주문\r\nX-Evil: 1", "50%"));
    assertThat(groups).isEqualTo("50%25,a%2Cadmins,b,%EC%A3%BC%EB%AC%B8%0D%0AX-Evil:%201");
  }

  @Test
  void eachClaimIsRepeatedAsItStandsInTheToken() {
    assertThat(told(PlainClaim.SUB, Set.of())).isEqualTo("report%20client");
    assertThat(told(PlainClaim.AZP, Set.of())).isEqualTo("key-1");
    assertThat(told(PlainClaim.SCOPES, Set.of())).isEqualTo("orders.read,orders.write");
    assertThat(told(PlainClaim.AMR, Set.of())).isEqualTo("client");
    assertThat(told(PlainClaim.GROUPS, Set.of())).isEmpty();
  }

  private static String told(PlainClaim claim, Set<String> groups) {
    var identity =
        new VerifiedIdentity(
            new Principal.Client("report client"),
            Optional.empty(),
            CredentialKind.JWT,
            "key-1",
            VerifiedIdentity.Authentication.by("client"),
            new VerifiedIdentity.Authority(
                Set.of("orders.write", "orders.read"), groups, Optional.empty(), Set.of()),
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    return PlainHeaders.of(identity, service(claim)).stream()
        .map(HttpField::value)
        .findFirst()
        .orElseThrow();
  }

  private static ServiceEntry service(PlainClaim claim) {
    return new ServiceEntry(
        "s",
        List.of(),
        "s",
        "s",
        Duration.ZERO,
        Duration.ZERO,
        false,
        Map.of("X-Told", claim),
        Optional.empty(),
        new SourcePosition("test.yaml", 1, 1));
  }
}
