package io.gatehouse.mtls;

import io.gatehouse.identity.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/**
 * A small certificate authority with a P-256 key: makes keys and certificates for servers and
 * clients by fixed templates. Thread-safe. The caller keeps its key: sealed, or in a file of mode
 * 0600.
 */
public final class CertificateAuthority {
  private static final Duration LIFETIME = Duration.ofDays(3650);
  private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);
  private static final String URN = "urn:gatehouse:cert:";
  private static final int SERIAL_BITS = 128;
  private static final int LONGEST_COMMON_NAME = 64;

  private final TlsIdentity self;
  private final InstantSource clock;
  private final SecureRandom random;

  private CertificateAuthority(TlsIdentity self, InstantSource clock, SecureRandom random) {
    this.self = self;
    this.clock = clock;
    this.random = random;
  }

  /** A new authority, good for ten years. */
  public static CertificateAuthority create(String name, InstantSource clock, SecureRandom random) {
    var pair = newPair(random);
    var subject = commonName(name);
    var maker =
        new CertificateAuthority(TlsIdentity.of(pair.getPrivate(), List.of()), clock, random);
    var order =
        new Order(
            maker.serial(),
            subject,
            pair.getPublic(),
            new CertificateTemplate.Authority(),
            clock.instant().plus(LIFETIME));
    var certificate = maker.certificate(order, subject, pair.getPublic());
    var self = TlsIdentity.of(pair.getPrivate(), List.of(certificate));
    return new CertificateAuthority(self, clock, random);
  }

  /**
   * An authority as it was written down.
   *
   * @throws UnusableFile when the texts are not a certificate and its key
   */
  public static CertificateAuthority read(
      String certificatePem, Secret keyPem, InstantSource clock, SecureRandom random) {
    var chain = PemFiles.certificates("authority", certificatePem);
    var key = PemFiles.privateKey("authority key", keyPem.exposeText());
    return new CertificateAuthority(
        TlsIdentity.checked(key, chain, "authority key"), clock, random);
  }

  public X509Certificate certificate() {
    return self.certificate();
  }

  public String certificatePem() {
    return IssuedCertificate.pem(certificate());
  }

  /** The authority's key, PKCS#8: whoever has it can be anyone. */
  public Secret keyPem() {
    return new IssuedCertificate(self).keyPem();
  }

  /** A key and certificate for a server under these names; the first is also its common name. */
  public IssuedCertificate issueServer(List<SubjectName> names, Duration lifetime) {
    var alternatives = names.stream().map(SubjectName::generalName).toList();
    return issue(names.getFirst().text(), new CertificateTemplate.Server(alternatives), lifetime);
  }

  /**
   * A key and certificate for a client.
   *
   * @param uri a further name, such as a SPIFFE id
   */
  public IssuedCertificate issueClient(String name, Optional<URI> uri, Duration lifetime) {
    var alternatives =
        uri.map(u -> List.of(new GeneralName(GeneralName.uniformResourceIdentifier, u.toString())))
            .orElse(List.of());
    return issue(name, new CertificateTemplate.Client(alternatives), lifetime);
  }

  /** A client's certificate; the URI among its names is the id that it is registered under. */
  X509Certificate certifyClient(String name, PublicKey key, Instant end) {
    var serial = serial();
    var uri = new GeneralName(GeneralName.uniformResourceIdentifier, URN + id(serial));
    var template = new CertificateTemplate.Client(List.of(uri));
    var issuer = X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
    return certificate(
        new Order(serial, commonName(name), key, template, end),
        issuer,
        certificate().getPublicKey());
  }

  KeyPair newClientKey() {
    return newPair(random);
  }

  /** The public name of what has this serial number. */
  static String id(BigInteger serial) {
    return serial.toString(16);
  }

  /**
   * A revocation list (RFC 5280 §5) in DER.
   *
   * @param revoked when, by the ids of the certificates
   * @param number above that of every list before
   * @param life until the next one is there at the latest
   */
  public byte[] revocationList(Map<String, Instant> revoked, BigInteger number, Duration life) {
    var now = clock.instant();
    var issuer = X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
    var builder = new X509v2CRLBuilder(issuer, Date.from(now));
    builder.setNextUpdate(Date.from(now.plus(life)));
    revoked.forEach((id, at) ->
        builder.addCRLEntry(new BigInteger(id, 16), Date.from(at), CRLReason.privilegeWithdrawn));
    try {
      var key = CertificateTemplate.authorityKey(certificate().getPublicKey());
      builder.addExtension(Extension.authorityKeyIdentifier, false, key);
      builder.addExtension(Extension.cRLNumber, false, new CRLNumber(number));
      return builder.build(new JcaContentSigner(self.key())).getEncoded();
    } catch (IOException impossible) {
      throw new IllegalStateException("cannot make a revocation list", impossible);
    }
  }

  private IssuedCertificate issue(String name, CertificateTemplate template, Duration lifetime) {
    var pair = newPair(random);
    var end = clock.instant().plus(lifetime);
    var order = new Order(serial(), commonName(name), pair.getPublic(), template, end);
    var issuer = X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
    var made = certificate(order, issuer, certificate().getPublicKey());
    return IssuedCertificate.of(pair.getPrivate(), List.of(made));
  }

  private X509Certificate certificate(Order order, X500Name issuer, PublicKey issuerKey) {
    var now = clock.instant();
    var builder =
        new X509v3CertificateBuilder(
            issuer,
            order.serial(),
            Date.from(now.minus(CLOCK_DIFFERENCE)),
            Date.from(notAfterOurs(order.end())),
            order.subject(),
            SubjectPublicKeyInfo.getInstance(order.key().getEncoded()));
    try {
      var extensions = order.template().extensions(order.key(), issuerKey);
      for (var id : extensions.getExtensionOIDs()) {
        builder.addExtension(extensions.getExtension(id));
      }
      var encoded = builder.build(new JcaContentSigner(self.key())).getEncoded();
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (IOException | GeneralSecurityException impossible) {
      throw new IllegalStateException("cannot make a certificate", impossible);
    }
  }

  // A certificate that outlives its authority fails on a day that nobody expects.
  private Instant notAfterOurs(Instant wanted) {
    if (self.chain().isEmpty()) {
      return wanted;
    }
    var last = certificate().getNotAfter().toInstant();
    return wanted.isAfter(last) ? last : wanted;
  }

  // RFC 5280 §4.1.2.2: positive, at most 20 octets; random, so a restored backup repeats none.
  private BigInteger serial() {
    return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
  }

  static X500Name commonName(String name) {
    var shown =
        name.length() <= LONGEST_COMMON_NAME ? name : name.substring(0, LONGEST_COMMON_NAME);
    return new X500NameBuilder().addRDN(BCStyle.CN, shown).build();
  }

  private static KeyPair newPair(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance(KeyKind.EC.jcaName());
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("no P-256 in this Java", impossible);
    }
  }

  /** What a certificate is to say. */
  private record Order(
      BigInteger serial,
      X500Name subject,
      PublicKey key,
      CertificateTemplate template,
      Instant end) {}
}
