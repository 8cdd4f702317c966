package io.gatehouse.gateway.authenticate;

import io.gatehouse.gateway.authenticate.TrustedIssuer.Owners;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who acts for a token's subject: {@code act} of RFC 8693 §4.1. {@code may_act} says who could have
 * exchanged the token; it means nothing where a token is used.
 */
final class ActorChain {
  /** Longer than any exchange policy allows; a chain is walked on an I/O thread. */
  private static final int LONGEST = 8;

  private ActorChain() {}

  /** The actors, the newest first; empty Optional when the claim cannot be understood whole. */
  static Optional<List<String>> of(TrustedIssuer issuer, Claims claims) {
    var actors = new ArrayList<String>();
    var next = claims.members().get("act");
    while (next.isPresent()) {
      var subject =
          next.get() instanceof Json.Members actor
              ? actor.text("sub").filter(name -> !name.isEmpty())
              : Optional.<String>empty();
      if (subject.isEmpty() || actors.size() == LONGEST) {
        return Optional.empty();
      }
      actors.add(named(issuer, subject.get()));
      next = ((Json.Members) next.get()).get("act");
    }
    return Optional.of(List.copyOf(actors));
  }

  // The same words of another issuer name somebody else.
  private static String named(TrustedIssuer issuer, String subject) {
    return issuer.owners() instanceof Owners.ByEntryUuid
        ? subject
        : PairwiseSubject.of(issuer.issuer(), subject);
  }
}
