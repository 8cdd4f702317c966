package io.gatehouse.signing.verifying;

import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.signing.Parsed;
import io.gatehouse.signing.Repetition;
import io.gatehouse.signing.SigV4Authorization;
import io.gatehouse.signing.SigV4Canonical;
import io.gatehouse.signing.SigV4Canonical.QuerySpelling;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request with a well-formed SigV4 signature, not yet verified.
 *
 * @param payload the hash that {@code X-Amz-Content-Sha256} names, or {@code UNSIGNED-PAYLOAD}
 */
record SignedByAws(
    ReceivedMessage message,
    SigV4Authorization authorization,
    Instant created,
    Optional<String> payload,
    SigV4Policy policy) {
  static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
          .withZone(ZoneOffset.UTC)
          .withResolverStyle(ResolverStyle.STRICT);

  static Step<SignedByAws> read(ReceivedRequest request, SigV4Policy policy) {
    var message = new ReceivedMessage(request);
    for (var name : new String[] {"authorization", "x-amz-date", "x-amz-content-sha256"}) {
      if (message.field(name).size() > 1) {
        return malformed(name + " came twice");
      }
    }
    return payload(message, policy)
        .then(payload -> authorization(message).then(a -> read(message, a, payload, policy)));
  }

  private static Step<SignedByAws> read(
      ReceivedMessage message,
      SigV4Authorization authorization,
      Optional<String> payload,
      SigV4Policy policy) {
    var signed = authorization.signedHeaders();
    if (Repetition.isAmbiguous(message, signed)) {
      return malformed("a signed field that has one value came twice");
    }
    var created = created(message);
    if (created.isEmpty()
        || !message.field("x-amz-date").getFirst().startsWith(authorization.scope().date())) {
      return Step.refused("a time that is missing or not of the scope's day");
    }
    if (!coversEnough(message, authorization)) {
      return Step.refused("a signature that does not cover host, date and the x-amz fields");
    }
    if (!authorization.scope().region().equals(policy.region())
        || !authorization.scope().service().equals(policy.service())) {
      return Step.refused("a scope of another region or service");
    }
    return new Step.Next<>(new SignedByAws(message, authorization, created.get(), payload, policy));
  }

  // A mode whose hashes come with the content would reach the service before it is checked.
  private static Step<Optional<String>> payload(ReceivedMessage message, SigV4Policy policy) {
    var lines = message.field("x-amz-content-sha256");
    if (lines.isEmpty()) {
      return new Step.Next<>(Optional.empty());
    }
    var value = lines.getFirst();
    boolean known =
        HASH.matcher(value).matches() || (policy.unsignedPayload() && value.equals(UNSIGNED));
    return known
        ? new Step.Next<>(Optional.of(value))
        : malformed("x-amz-content-sha256 is not a SHA-256 and no other mode is supported here");
  }

  private static Step<SigV4Authorization> authorization(ReceivedMessage message) {
    var lines = message.field("authorization");
    if (lines.isEmpty()) {
      return Step.refused("no authorization field");
    }
    return switch (SigV4Authorization.read(lines.getFirst())) {
      case Parsed.Good<SigV4Authorization>(var value) -> new Step.Next<>(value);
      case Parsed.Malformed<SigV4Authorization>(var reason) -> Step.refused(reason);
    };
  }

  private static Optional<Instant> created(ReceivedMessage message) {
    try {
      return message.field("x-amz-date").stream()
          .findFirst()
          .map(value -> TIMESTAMP.parse(value, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  // An unsigned x-amz field would change the meaning of a signed request.
  private static boolean coversEnough(ReceivedMessage message, SigV4Authorization authorization) {
    var signed = authorization.signedHeaders();
    return signed.contains("host")
        && signed.stream().noneMatch(name -> message.field(name).isEmpty())
        && message.fieldNames().stream()
            .filter(name -> name.startsWith("x-amz-"))
            .allMatch(signed::contains)
        // The canonical query is the same with and without a question mark before nothing.
        && message.target().indexOf('?') != message.target().length() - 1;
  }

  private static <T> Step<T> malformed(String reason) {
    return Step.refused(Problem.malformed("The signature cannot be read: " + reason + "."));
  }

  String accessKeyId() {
    return authorization.accessKeyId();
  }

  String signature() {
    return authorization.signature();
  }

  String payloadOr(byte[] content) {
    return payload.orElseGet(() -> hash(content));
  }

  /** Whether the signature was made with this secret, in a spelling that leaves no choice. */
  boolean isSignedWith(byte[] secretAccessKey, String payloadHash) {
    var key = authorization.scope().keyFrom(secretAccessKey);
    var timestamp = message.field("x-amz-date").getFirst();
    boolean asSent =
        key.isSignature(signature(), timestamp, canonical(payloadHash, QuerySpelling.AS_SENT));
    boolean sorted =
        SigV4Canonical.sortingKeepsMeaning(message)
            && key.isSignature(
                signature(), timestamp, canonical(payloadHash, QuerySpelling.SORTED));
    return asSent || sorted;
  }

  private String canonical(String payloadHash, QuerySpelling query) {
    return SigV4Canonical.of(
        message,
        authorization.signedHeaders(),
        payloadHash,
        new SigV4Canonical.Spelling(policy.pathSpelling(), query));
  }

  static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK lacks SHA-256", e);
    }
  }
}
