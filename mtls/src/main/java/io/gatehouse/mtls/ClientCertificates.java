package io.gatehouse.mtls;

import io.gatehouse.identity.Secret;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Certificates for clients. Whoever asks chooses at most the key; the template says the rest. */
public final class ClientCertificates {
  private final Supplier<CertificateAuthority> authority;

  /**
   * @param authority asked when something is to be signed and not before
   */
  public ClientCertificates(Supplier<CertificateAuthority> authority) {
    this.authority = authority;
  }

  /** What came of an order. */
  public sealed interface Made {
    /**
     * @param key PKCS#8 in PEM, when it was made here: for its holder and nobody else
     */
    record Certified(X509Certificate certificate, Optional<Secret> key) implements Made {
      /** Its public name: the serial number in lower-case hexadecimal. */
      public String id() {
        return CertificateId.serial(certificate);
      }

      public String pem() {
        return IssuedCertificate.pem(certificate);
      }
    }

    /**
     * @param why a sentence for whoever asked
     */
    record Refused(String why) implements Made {}
  }

  /** With a key made here. */
  public Made withNewKey(String name, Instant end) {
    var pair = authority.get().newClientKey();
    var key = Secret.ofText(PemBlock.write("PRIVATE KEY", pair.getPrivate().getEncoded()));
    return certified(name, pair.getPublic(), end, Optional.of(key));
  }

  /**
   * With the key that a signing request proves possession of.
   *
   * @param request PKCS#10 in PEM
   */
  public Made withKeyOf(String request, String name, Instant end) {
    return switch (SigningRequest.read(request)) {
      case SigningRequest.Reading.Refused(var why) -> new Made.Refused(why);
      case SigningRequest.Reading.Read(var key) -> certified(name, key, end, Optional.empty());
    };
  }

  private Made certified(String name, PublicKey key, Instant end, Optional<Secret> made) {
    var issuer = authority.get();
    var last = issuer.certificate().getNotAfter().toInstant();
    // A certificate that outlives its authority fails on a day that nobody expects.
    if (end.isAfter(last)) {
      return new Made.Refused("The certificate authority itself ends at " + last + ".");
    }
    return new Made.Certified(issuer.certifyClient(name, key, end), made);
  }
}
