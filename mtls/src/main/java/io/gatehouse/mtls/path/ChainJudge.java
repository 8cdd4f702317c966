package io.gatehouse.mtls.path;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says whether a chain leads to a trusted authority now. Takes milliseconds; nothing is fetched.
 */
public final class ChainJudge {
  private final TrustedAuthorities authorities;
  private final Revocation revocation;
  private final InstantSource clock;

  /** Whether and how lists are asked. */
  public sealed interface Revocation {
    /** There are none: what is revoked is known elsewhere, or not at all. */
    record None() implements Revocation {}

    /**
     * Every certificate on the way must be on nobody's list, and every issuer must have one.
     *
     * @param grace how long a list counts after its next update was due
     */
    record ByLists(Supplier<RevocationLists> lists, Duration grace) implements Revocation {}
  }

  public ChainJudge(TrustedAuthorities authorities, Revocation revocation, InstantSource clock) {
    this.authorities = authorities;
    this.revocation = revocation;
    this.clock = clock;
  }

  /** What a chain is worth. */
  public sealed interface Judgement {
    /**
     * @param until when the first certificate of the path ends
     */
    record Trusted(X509Certificate leaf, Instant until) implements Judgement {}

    /**
     * @param reason for the operator
     */
    record Refused(String reason) implements Judgement {}
  }

  /**
   * Judges a chain.
   *
   * @param presented the leaf first, then whatever the client sent, in any order
   * @throws DependencyUnavailable when it hangs on a revocation list that is out of date
   */
  public Judgement judge(List<X509Certificate> presented) {
    var now = clock.instant();
    var candidates = CandidatePaths.of(presented, authorities);
    var flaw = Optional.<String>empty();
    for (var path : candidates) {
      var found = PathCheck.flaw(path, now).or(() -> revoked(path, now));
      if (found.isEmpty()) {
        return new Judgement.Trusted(presented.getFirst(), end(path));
      }
      flaw = flaw.or(() -> found);
    }
    return new Judgement.Refused(
        flaw.orElse("no path to an authority: " + issuerOf(presented.getFirst())));
  }

  /** The lists that judgements are made by now; those made by others are out of date. */
  public Optional<RevocationLists> lists() {
    return switch (revocation) {
      case Revocation.None() -> Optional.empty();
      case Revocation.ByLists(var lists, var grace) -> Optional.of(lists.get());
    };
  }

  private static String issuerOf(X509Certificate leaf) {
    return "issued by " + leaf.getIssuerX500Principal().getName();
  }

  private static Instant end(List<X509Certificate> path) {
    return path.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  private Optional<String> revoked(List<X509Certificate> path, Instant now) {
    return switch (revocation) {
      case Revocation.None() -> Optional.empty();
      case Revocation.ByLists(var lists, var grace) -> revoked(path, new Ask(lists, grace, now));
    };
  }

  private record Ask(Supplier<RevocationLists> lists, Duration grace, Instant now) {}

  // A certificate that is known to be revoked is refused before anybody looks at what is stale.
  private static Optional<String> revoked(List<X509Certificate> path, Ask ask) {
    var lists = ask.lists().get();
    var stale = Optional.<String>empty();
    for (var certificate : path.subList(0, path.size() - 1)) {
      var name = PathCheck.name(certificate);
      switch (lists.of(certificate, ask.now(), ask.grace())) {
        case RevocationLists.Standing.Good() -> {}
        case RevocationLists.Standing.Revoked() -> {
          return Optional.of(name + " is revoked");
        }
        case RevocationLists.Standing.Unlisted() -> {
          return Optional.of("no revocation list speaks of " + name);
        }
        case RevocationLists.Standing.Stale(var since) ->
            stale = Optional.of("the revocation list for " + name + " was due at " + since);
      }
    }
    stale.ifPresent(reason -> {
      throw new DependencyUnavailable(Dependency.ISSUER, reason);
    });
    return Optional.empty();
  }
}
