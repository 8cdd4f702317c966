package io.gatehouse.gateway.accept;

import io.gatehouse.gateway.call.Call;
import io.gatehouse.gateway.call.Refusal;
import io.gatehouse.gateway.call.Step;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.web.address.AddressGuard;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The first stage. */
public final class Accept {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final AddressGuard addresses;
  private final long longestContent;
  private final List<Rule> rules =
      List.of(
          this::addressBehaves, this::hostIsServed, Accept::cameInFull, this::contentIsNotTooLong);

  /**
   * @param longestContent bytes of request content, stated ones; streams are cut when they pass it
   */
  public Accept(AddressGuard addresses, long longestContent) {
    this.addresses = addresses;
    this.longestContent = longestContent;
  }

  private interface Rule {
    Optional<Problem> broken(Call call);
  }

  public Step<Accepted> check(Call call) {
    for (var rule : rules) {
      var problem = rule.broken(call);
      if (problem.isPresent()) {
        return new Step.Refused<>(Refusal.of(problem.get()));
      }
    }
    call.trail().completed("accept");
    return new Step.Passed<>(new Accepted(call));
  }

  private Optional<Problem> addressBehaves(Call call) {
    var wait = addresses.waitFor(call.request().peer());
    return wait.isZero()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    ProblemKind.RATE_LIMITED,
                    "Too many refused requests came from this address.",
                    "address guard")
                .retryAfter(wait));
  }

  private Optional<Problem> hostIsServed(Call call) {
    return call.routes().serves(call.authority().host())
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                ProblemKind.MISDIRECTED,
                "This gateway does not answer for the host that was asked for.",
                "host not served"));
  }

  // RFC 8470 §5.1, §5.2: whoever ended TLS before us took the request from early data, which can be
  // replayed; any value, and several, mean 1. What changes nothing may be repeated.
  private static Optional<Problem> cameInFull(Call call) {
    return call.request().values("Early-Data").isEmpty() || SAFE.contains(call.request().method())
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                ProblemKind.TOO_EARLY,
                "The request came in early data, which can be replayed. Send it again.",
                "early data"));
  }

  private Optional<Problem> contentIsNotTooLong(Call call) {
    return call.request().values("Content-Length").stream()
        .filter(text -> text.length() > 18 || Long.parseLong(text) > longestContent)
        .findFirst()
        .map(text ->
            Problem.of(
                ProblemKind.TOO_LARGE,
                "The content is longer than " + longestContent + " bytes.",
                "content-length"));
  }
}
