package io.gatehouse.tokens.jwt;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges DPoP proofs (RFC 9449 §4.3). That each is used once is left to the caller's guard. */
public final class DpopVerifier {
  private static final Duration OLDEST = Duration.ofMinutes(5);
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final DpopNonces nonces;
  private final InstantSource clock;

  public DpopVerifier(DpopNonces nonces, InstantSource clock) {
    this.nonces = nonces;
    this.clock = clock;
  }

  /**
   * What the proof must be made for.
   *
   * @param targets the address of the request; any of several when it has more than one
   * @param accessToken the token that comes with it
   */
  public record Expected(String method, Set<String> targets, Optional<String> accessToken) {
    public Expected {
      targets = Set.copyOf(targets);
    }
  }

  /** The judgement of a proof. */
  public sealed interface Outcome {}

  /**
   * The proof holds.
   *
   * @param thumbprint of the key (RFC 7638)
   * @param id to be claimed once, a hash of {@code jti}
   * @param until end of the time in which it could be accepted
   */
  public record Proven(String thumbprint, String id, Instant issuedAt, Instant until)
      implements Outcome {}

  /** The proof holds but for a nonce of ours (§8). */
  public record NonceNeeded() implements Outcome {}

  /** The proof does not hold; the reason is for the operator. */
  public record Refused(String reason) implements Outcome {}

  /** The words of the algorithms, separated by spaces, as challenges name them. */
  public static String algorithms() {
    return DpopProof.ALGORITHMS.stream()
        .map(JwsAlgorithm::word)
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /** A nonce to be sent along with an answer. */
  public String freshNonce() {
    return nonces.fresh();
  }

  public Outcome verify(String text, Expected expected) {
    var read = DpopProof.read(text);
    if (read.isEmpty()) {
      return new Refused("not a proof, or its signature does not hold");
    }
    var proof = read.get();
    if (!proof.text("htm").equals(Optional.of(expected.method()))) {
      return new Refused("htm is another method");
    }
    var target = proof.text("htu").flatMap(DpopVerifier::plain);
    if (target.isEmpty()
        || expected.targets().stream().noneMatch(ours -> plain(ours).equals(target))) {
      return new Refused("htu is another address");
    }
    var hash = expected.accessToken().map(DpopVerifier::sha256);
    if (hash.isPresent() && !proof.text("ath").equals(hash)) {
      return new Refused("ath is of another token");
    }
    return judgeTime(proof);
  }

  private Outcome judgeTime(DpopProof proof) {
    var nonce = proof.text("nonce");
    if (nonce.filter(nonces::isGood).isEmpty()) {
      return new NonceNeeded();
    }
    var now = clock.instant();
    var made = proof.issuedAt();
    if (made.isAfter(now.plus(SKEW)) || made.isBefore(now.minus(OLDEST))) {
      return new Refused("iat is too far from now");
    }
    return new Proven(
        proof.thumbprint(), sha256(proof.id()), made, made.plus(OLDEST).plusSeconds(1));
  }

  // §4.3: query and fragment do not count, spellings of one address are one.
  private static Optional<String> plain(String address) {
    try {
      var uri = new URI(address);
      if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
        return Optional.empty();
      }
      var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      int usual = scheme.equals("https") ? 443 : 80;
      var port = uri.getPort() == -1 || uri.getPort() == usual ? "" : ":" + uri.getPort();
      var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      return Optional.of(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path);
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  private static String sha256(String text) {
    try {
      return Base64Url.encode(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
