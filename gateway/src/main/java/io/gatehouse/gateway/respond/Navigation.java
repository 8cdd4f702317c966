package io.gatehouse.gateway.respond;

import io.gatehouse.gateway.call.Call;
import io.gatehouse.gateway.call.Refusal;
import io.gatehouse.gateway.route.Invitation;
import io.gatehouse.gateway.route.RoutingPlan.CredentialEntry;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.ReceivedRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a refused request is a person who looks at a page, and where they can sign in. A program
 * gets its 401: it could do nothing with a login page.
 */
public final class Navigation {
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Set<String> WITHOUT_PROOF = Set.of("none", CredentialKind.SESSION.code());

  private Navigation() {}

  public static Optional<Invitation> invitation(Call call, Refusal refusal) {
    boolean wanted =
        refusal.problem().kind().status() == 401
            && WITHOUT_PROOF.contains(call.trail().credential())
            && isNavigation(call.request());
    return wanted
        ? call.trail().route().stream()
            .flatMap(route -> route.accept().stream())
            .map(CredentialEntry::invitation)
            .flatMap(Optional::stream)
            .findFirst()
        : Optional.empty();
  }

  // Fetch Metadata §2: a frame or a script names another mode or destination. A browser that sends
  // none of it asks for HTML.
  private static boolean isNavigation(ReceivedRequest request) {
    if (!READING.contains(request.method()) || !request.values("Upgrade").isEmpty()) {
      return false;
    }
    var mode = request.values("Sec-Fetch-Mode");
    if (mode.isEmpty()) {
      return request.values("Accept").stream().anyMatch(types -> types.contains("text/html"));
    }
    var destination = request.values("Sec-Fetch-Dest");
    return mode.equals(List.of("navigate"))
        && (destination.isEmpty() || destination.equals(List.of("document")));
  }
}
