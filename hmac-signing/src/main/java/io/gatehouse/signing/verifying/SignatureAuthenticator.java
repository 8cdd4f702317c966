package io.gatehouse.signing.verifying;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Authenticator;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.CredentialRecord;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.ReplayGuard;
import io.gatehouse.identity.Waiting;
import io.gatehouse.signing.ContentDigest;
import io.gatehouse.signing.HmacKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Verifies RFC 9421 signatures with {@code hmac-sha256}. */
public final class SignatureAuthenticator implements Authenticator {
  private static final String METHOD = "hmac";
  // What an unknown key id costs: the same MAC, under a key that nobody has.
  private static final HmacKey NOBODY = HmacKey.of("nobody", new byte[32]);

  private final KeyRecords keys;
  private final Finish finish;
  private final Coverage coverage;
  private final SignaturePolicy policy;

  public SignatureAuthenticator(Registers registers, SignaturePolicy policy, InstantSource clock) {
    this.keys = new KeyRecords(registers.records(), CredentialKind.SIGNATURE);
    this.finish = new Finish(registers, clock);
    this.coverage = new Coverage(policy.cover());
    this.policy = policy;
  }

  /** A signature with the record of the key that it names. */
  private record Keyed(Candidate candidate, CredentialRecord key) {}

  /** The order of checks. */
  @Override
  public Attempt authenticate(Credential credential, ReceivedRequest request, Waiting waiting) {
    var holder =
        Candidate.readAll(request, policy.tag())
            .then(candidates -> keyed(candidates, waiting))
            .then(keyed -> signed(keyed, request))
            .then(keyed -> finish.usable(keyed.key(), request).then(_ -> current(keyed)))
            .then(keyed -> finish.holder(keyed.key(), waiting).then(h -> whole(keyed, h, request)));
    return switch (holder) {
      case Step.Next<Attempt>(var attempt) -> attempt;
      case Step.Stop<Attempt>(var answer) -> answer;
    };
  }

  // RFC 9421 §7.2.5, §7.2.6: the key decides which signature counts, never the label. A signature
  // by a key that is not ours neither helps nor harms; two by keys of ours would be two callers.
  private Step<Keyed> keyed(List<Candidate> candidates, Waiting waiting) {
    Optional<Keyed> chosen = Optional.empty();
    for (var candidate : candidates) {
      switch (keys.find(candidate.keyId(), waiting)) {
        case Step.Stop<Optional<CredentialRecord>> stop -> {
          return stop.cast();
        }
        case Step.Next<Optional<CredentialRecord>>(var key) -> {
          if (key.isPresent() && chosen.isPresent()) {
            return Step.refused(twoSigners());
          }
          chosen = key.isPresent() ? Optional.of(new Keyed(candidate, key.get())) : chosen;
        }
      }
    }
    return chosen.<Step<Keyed>>map(Step.Next::new).orElseGet(() -> unknown(candidates));
  }

  private static Step<Keyed> unknown(List<Candidate> candidates) {
    candidates.forEach(candidate -> candidate.isSignedBy(NOBODY));
    return Step.refused("no signature by a key that is known here");
  }

  private static Problem twoSigners() {
    return Problem.of(
        ProblemKind.AMBIGUOUS_CREDENTIALS,
        "The request is signed by two keys. Sign it with one.",
        "signatures by two known keys");
  }

  private Step<Keyed> signed(Keyed keyed, ReceivedRequest request) {
    var key = HmacKey.of(keyed.key().id(), keyed.key().verifier().expose());
    var wrong =
        coverage
            .missing(keyed.candidate().parameters(), request)
            .or(() -> keyed.candidate().otherAlgorithm());
    // Computed in any case, so that the time taken tells nothing about the key.
    boolean matches = keyed.candidate().isSignedBy(key);
    if (wrong.isPresent()) {
      return Step.refused(wrong.get());
    }
    return matches
        ? new Step.Next<>(keyed)
        : Step.refused("a wrong signature for the key " + keyed.key().id());
  }

  private Step<Keyed> current(Keyed keyed) {
    var parameters = keyed.candidate().parameters();
    var created = parameters.created();
    if (created.isEmpty()
        || !finish.isCurrent(Instant.ofEpochSecond(created.getAsLong()), policy.maxAge())) {
      return Step.refused("a signature without a current creation time");
    }
    var expires = parameters.expires();
    if (expires.isPresent() && finish.isOver(Instant.ofEpochSecond(expires.getAsLong()))) {
      return Step.refused("a signature that has expired");
    }
    return new Step.Next<>(keyed);
  }

  private Step<Attempt> whole(Keyed keyed, Holder holder, ReceivedRequest request) {
    return keyed
        .candidate()
        .digest()
        .map(digest -> Finish.body(request).then(content -> same(digest, content)))
        .orElseGet(() -> new Step.Next<>(true))
        .then(_ -> new Step.Next<>(finish.claimed(holder, claim(keyed, request), METHOD)));
  }

  private static Step<Boolean> same(ContentDigest digest, byte[] content) {
    return digest.matches(content)
        ? new Step.Next<>(true)
        : Step.refused("a content that is not the one signed");
  }

  private ReplayGuard.Claim claim(Keyed keyed, ReceivedRequest request) {
    var parameters = keyed.candidate().parameters();
    var created = Instant.ofEpochSecond(parameters.created().orElseThrow());
    // The two kinds of id are kept apart: a nonce could be chosen to look like a signature.
    var id =
        parameters
            .nonce()
            .map(nonce -> "nonce " + nonce)
            .orElseGet(() -> "signature " + signature(keyed));
    return new ReplayGuard.Claim(
        "hmac " + keyed.key().id(), id, created, end(created), request.requestId());
  }

  private static String signature(Keyed keyed) {
    return Base64.getEncoder().encodeToString(keyed.candidate().signature());
  }

  // A second more than the signature lives, so that no rounding forgets it early.
  private Instant end(Instant created) {
    return created.plus(policy.maxAge()).plus(Duration.ofSeconds(1));
  }
}
