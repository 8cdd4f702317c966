package io.gatehouse.signing.verifying;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Authenticator;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.CredentialRecord;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.ReplayGuard;
import io.gatehouse.identity.Waiting;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Verifies AWS Signature Version 4 in the header form. */
public final class SigV4Authenticator implements Authenticator {
  private static final String METHOD = "sigv4";
  private static final byte[] NOBODYS_SECRET = new byte[40];

  private final KeyRecords keys;
  private final Finish finish;
  private final SigV4Policy policy;

  public SigV4Authenticator(Registers registers, SigV4Policy policy, InstantSource clock) {
    this.keys = new KeyRecords(registers.records(), CredentialKind.SIGV4);
    this.finish = new Finish(registers, clock);
    this.policy = policy;
  }

  /** A signed request with the record of the key that it names. */
  private record Keyed(SignedByAws signed, CredentialRecord key) {}

  /** The order of checks. */
  @Override
  public Attempt authenticate(Credential credential, ReceivedRequest request, Waiting waiting) {
    var holder =
        SignedByAws.read(request, policy)
            .then(signed -> keyed(signed, waiting))
            .then(keyed -> matching(keyed, request))
            .then(keyed -> finish.usable(keyed.key(), request).then(_ -> current(keyed)))
            .then(keyed -> finish.holder(keyed.key(), waiting).then(h -> whole(keyed, h, request)));
    return switch (holder) {
      case Step.Next<Attempt>(var attempt) -> attempt;
      case Step.Stop<Attempt>(var answer) -> answer;
    };
  }

  private Step<Keyed> keyed(SignedByAws signed, Waiting waiting) {
    return keys.find(signed.accessKeyId(), waiting)
        .then(key ->
            key.<Step<Keyed>>map(found -> new Step.Next<>(new Keyed(signed, found)))
                .orElseGet(() -> unknown(signed)));
  }

  private static Step<Keyed> unknown(SignedByAws signed) {
    signed.isSignedWith(NOBODYS_SECRET, signed.payloadOr(new byte[0]));
    return Step.refused("an access key id that is not known here");
  }

  // The hash of the content is part of what is signed. curl does not send it, so without the field
  // the content has to be there before the signature can be judged.
  private Step<Keyed> matching(Keyed keyed, ReceivedRequest request) {
    Step<byte[]> content =
        keyed.signed().payload().isPresent() ? new Step.Next<>(new byte[0]) : Finish.body(request);
    return content.then(bytes ->
        keyed
                .signed()
                .isSignedWith(keyed.key().verifier().expose(), keyed.signed().payloadOr(bytes))
            ? new Step.Next<>(keyed)
            : Step.refused("a wrong signature for the key " + keyed.key().id()));
  }

  private Step<Keyed> current(Keyed keyed) {
    return finish.isCurrent(keyed.signed().created(), policy.maxAge())
        ? new Step.Next<>(keyed)
        : Step.refused("a signature that is not of this time");
  }

  private Step<Attempt> whole(Keyed keyed, Holder holder, ReceivedRequest request) {
    var payload = keyed.signed().payload();
    if (payload.equals(Optional.of(SignedByAws.UNSIGNED))) {
      return new Step.Next<>(finish.claimed(holder, claim(keyed, request), METHOD));
    }
    return Finish.body(request)
        .then(content ->
            SignedByAws.hash(content).equals(payload.orElseGet(() -> SignedByAws.hash(content)))
                ? new Step.Next<>(finish.claimed(holder, claim(keyed, request), METHOD))
                : Step.refused("a content that is not the one signed"));
  }

  // SigV4 has no nonce: the signature itself is what may come once.
  private ReplayGuard.Claim claim(Keyed keyed, ReceivedRequest request) {
    var created = keyed.signed().created();
    return new ReplayGuard.Claim(
        "sigv4 " + keyed.key().id(),
        keyed.signed().signature(),
        created,
        created.plus(policy.maxAge()).plus(Duration.ofSeconds(1)),
        request.requestId());
  }
}
