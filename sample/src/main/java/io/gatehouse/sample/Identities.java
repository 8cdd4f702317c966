package io.gatehouse.sample;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jose4j.http.Get;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;

/** Verifies {@code Gatehouse-Identity} by the published keys. */
final class Identities {
  /** Unknown key ids fetch the keys again at most once in this time. */
  private static final long REFETCH_MILLIS = 2_000;

  private static final int WAIT_MILLIS = 10_000;

  private final JwtConsumer consumer;

  private Identities(JwtConsumer consumer) {
    this.consumer = consumer;
  }

  /**
   * @param keys where Gatehouse publishes its keys
   * @param ca the certificate authority of that address, in PEM
   * @param issuer what {@code iss} must be
   * @param audience this service's own name
   */
  static Identities from(URI keys, Path ca, String issuer, String audience)
      throws IOException, CertificateException {
    var get = new Get();
    get.setTrustedCertificates(certificate(ca));
    get.setConnectTimeout(WAIT_MILLIS);
    get.setReadTimeout(WAIT_MILLIS);
    get.setRetries(0);
    var published = new HttpsJwks(keys.toString());
    published.setSimpleHttpGet(get);
    published.setRefreshReprieveThreshold(REFETCH_MILLIS);
    return new Identities(
        new JwtConsumerBuilder()
            .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(published))
            .setJwsAlgorithmConstraints(
                new AlgorithmConstraints(
                    ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
            .setExpectedType(true, "gatehouse-id+jwt")
            .setExpectedIssuer(issuer)
            .setExpectedAudience(audience)
            .setRequireExpirationTime()
            .setRequireSubject()
            .setRequireJwtId()
            .build());
  }

  /** The claims, verified. */
  Map<String, Object> claims(String token) throws InvalidJwtException {
    return consumer.processToClaims(token).getClaimsMap();
  }

  /** Whether the keys could not be had, which says nothing about the identity. */
  static boolean isOutage(InvalidJwtException refused) {
    return Stream.<Throwable>iterate(refused, Objects::nonNull, Throwable::getCause)
        .anyMatch(IOException.class::isInstance);
  }

  private static X509Certificate certificate(Path file) throws IOException, CertificateException {
    try (var in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
