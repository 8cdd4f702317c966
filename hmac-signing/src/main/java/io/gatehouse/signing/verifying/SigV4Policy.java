package io.gatehouse.signing.verifying;

import io.gatehouse.signing.SigV4Canonical.PathSpelling;
import java.time.Duration;

/**
 * What a SigV4 signature has to be.
 *
 * @param region the only region in its scope
 * @param service the only service in its scope
 * @param unsignedPayload whether {@code UNSIGNED-PAYLOAD} is accepted: then nothing protects the
 *     content
 */
public record SigV4Policy(
    String region,
    String service,
    Duration maxAge,
    PathSpelling pathSpelling,
    boolean unsignedPayload) {

  /** Five minutes, the path as sent, the content always signed. */
  public static SigV4Policy strict(String region, String service) {
    return new SigV4Policy(region, service, Duration.ofMinutes(5), PathSpelling.AS_SENT, false);
  }

  /** The same with another greatest age. */
  public SigV4Policy within(Duration age) {
    return new SigV4Policy(region, service, age, pathSpelling, unsignedPayload);
  }
}
