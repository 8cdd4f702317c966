package io.gatehouse.tokens.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Reads one published JWK; whatever is unusual about it is a reason to leave it out. */
final class JwkReader {
  private static final List<String> PRIVATE = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");
  private static final List<String> PUBLIC =
      List.of("kty", "crv", "x", "y", "n", "e", "kid", "use", "alg");
  private static final int LONGEST_KID = 256;
  // RFC 8410 §4: what stands before the 32 bytes of an Ed25519 key.
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final JwsAlgorithm rsaAlgorithm;
  private final Jca jca;

  /**
   * @param rsaAlgorithm what an RSA key without {@code alg} is for
   */
  JwkReader(JwsAlgorithm rsaAlgorithm, Jca jca) {
    this.rsaAlgorithm = rsaAlgorithm;
    this.jca = jca;
  }

  /** A usable key, or why this one is not. */
  sealed interface Reading permits Usable, LeftOut {}

  /** A key that may verify. */
  record Usable(JwsKey key) implements Reading {}

  /** A key that is ignored; the others of its set still work. */
  record LeftOut(String reason) implements Reading {}

  Reading read(Json.Members jwk) {
    var objection = objection(jwk);
    if (objection.isPresent()) {
      return new LeftOut(objection.get());
    }
    try {
      return read(jwk, JWK.parse(publicMembers(jwk).write()));
    } catch (ParseException | IllegalStateException | IllegalArgumentException notAKey) {
      return new LeftOut("not a well-formed key");
    } catch (JOSEException | GeneralSecurityException unusable) {
      return new LeftOut("not a usable key");
    }
  }

  private static Optional<String> objection(Json.Members jwk) {
    if (jwk.text("kty").isEmpty() || jwk.text("kty").get().equals("oct")) {
      return Optional.of("no public key type");
    }
    if (PRIVATE.stream().anyMatch(name -> jwk.get(name).isPresent())) {
      return Optional.of("carries private material");
    }
    if (!isForSignatures(jwk)) {
      return Optional.of("not for verifying signatures");
    }
    if (jwk.get("kid").isPresent() && !isKid(jwk.text("kid").orElse(""))) {
      return Optional.of("kid is not a text of 1 to 256 signs");
    }
    return jwk.get("alg").isPresent() && jwk.text("alg").isEmpty()
        ? Optional.of("alg is not text")
        : Optional.empty();
  }

  private static boolean isKid(String kid) {
    return !kid.isEmpty() && kid.length() <= LONGEST_KID;
  }

  // RFC 7517 §4.2 and §4.3: a key says what it is for, and is for nothing else.
  private static boolean isForSignatures(Json.Members jwk) {
    var use = jwk.get("use").isEmpty() || jwk.text("use").filter("sig"::equals).isPresent();
    return use && jwk.get("key_ops").map(JwkReader::allowsVerify).orElse(true);
  }

  private static boolean allowsVerify(Json operations) {
    var names = operations.texts().orElse(List.of());
    return names.contains("verify") && new HashSet<>(names).size() == names.size();
  }

  private static Json.Members publicMembers(Json.Members jwk) {
    var kept = new LinkedHashMap<>(jwk.values());
    kept.keySet().retainAll(PUBLIC);
    return new Json.Members(kept);
  }

  private Reading read(Json.Members jwk, JWK parsed)
      throws JOSEException, GeneralSecurityException {
    var kid = jwk.text("kid").orElse(parsed.computeThumbprint().toString());
    var algorithm = algorithm(jwk, parsed);
    if (algorithm.isEmpty()) {
      return new LeftOut("alg does not fit the key");
    }
    if (parsed instanceof RSAKey rsa) {
      var weakness = RsaStrength.weakness(rsa.toRSAPublicKey());
      if (weakness.isPresent()) {
        return new LeftOut(weakness.get());
      }
    }
    return new Usable(JwsKey.of(kid, algorithm.get(), publicKey(parsed), jca));
  }

  // RFC 8725 §3.1: the key decides the algorithm, so that no token ever does.
  private Optional<JwsAlgorithm> algorithm(Json.Members jwk, JWK parsed) {
    var word = jwk.text("alg");
    var algorithm = word.isPresent() ? JwsAlgorithm.named(word.get()) : natural(parsed);
    return algorithm.filter(named -> fits(named, parsed));
  }

  private Optional<JwsAlgorithm> natural(JWK parsed) {
    return switch (parsed) {
      case RSAKey rsa -> Optional.of(rsaAlgorithm);
      case ECKey ec ->
          List.of(JwsAlgorithm.values()).stream().filter(alg -> fits(alg, ec)).findFirst();
      case OctetKeyPair okp -> Optional.of(JwsAlgorithm.EDDSA);
      default -> Optional.empty();
    };
  }

  private static boolean fits(JwsAlgorithm algorithm, JWK parsed) {
    return switch (parsed) {
      case RSAKey rsa -> algorithm.keyType().equals("RSA");
      case ECKey ec ->
          algorithm.curve().filter(c -> c.word().equals(ec.getCurve().getName())).isPresent();
      case OctetKeyPair okp ->
          algorithm == JwsAlgorithm.EDDSA && okp.getCurve().getName().equals("Ed25519");
      default -> false;
    };
  }

  private PublicKey publicKey(JWK parsed) throws JOSEException, GeneralSecurityException {
    return switch (parsed) {
      case RSAKey rsa -> encoded("RSA", rsa.toRSAPublicKey().getEncoded());
      case ECKey ec -> encoded("EC", ec.toECPublicKey().getEncoded());
      case OctetKeyPair okp -> ed25519(okp.getDecodedX());
      default -> throw new JOSEException("no such key type");
    };
  }

  private PublicKey ed25519(byte[] x) throws GeneralSecurityException {
    if (x.length != 32) {
      throw new GeneralSecurityException("not 32 bytes");
    }
    var spki = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + x.length);
    System.arraycopy(x, 0, spki, ED25519_PREFIX.length, x.length);
    return encoded("Ed25519", spki);
  }

  private PublicKey encoded(String type, byte[] spki) throws GeneralSecurityException {
    return jca.keyFactory(type).generatePublic(new X509EncodedKeySpec(spki));
  }
}
