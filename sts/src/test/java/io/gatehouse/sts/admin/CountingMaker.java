package io.gatehouse.sts.admin;

import io.gatehouse.identity.Secret;
import io.gatehouse.sts.certificates.CertificateMaker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Makes certificates that say what was asked for. */
final class CountingMaker implements CertificateMaker {
  private int made;

  @Override
  public Made make(String name, Optional<String> signingRequest, Instant end) {
    if (signingRequest.filter("refused"::equals).isPresent()) {
      return new Made.Refused("The signing request is refused.");
    }
    var id = Integer.toString(++made);
    return new Made.Certified(
        id,
        "for " + name,
        Secret.ofText("fingerprint of " + id),
        signingRequest.orElse("a new one for " + id),
        signingRequest.isPresent() ? Optional.empty() : Optional.of(Secret.ofText("key of " + id)));
  }

  @Override
  public byte[] revocationList(Map<String, Instant> revoked, long number, Duration life) {
    return (number + " " + revoked.keySet()).getBytes(StandardCharsets.UTF_8);
  }
}
