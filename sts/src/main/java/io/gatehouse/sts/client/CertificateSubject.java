package io.gatehouse.sts.client;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/**
 * The one name in its certificate that a client registered (RFC 8705 §2.1.2). Only a name of the
 * same kind fits: a host name is no URI, however alike they look.
 */
public record CertificateSubject(Kind kind, String value) {
  private static final Map<String, String> MORE_WORDS =
      Map.of("EMAILADDRESS", "1.2.840.113549.1.9.1", "SERIALNUMBER", "2.5.4.5");

  /** Where the name stands; the numbers are those of RFC 5280's GeneralName. */
  public enum Kind {
    SUBJECT_DN("tls_client_auth_subject_dn", -1),
    SAN_DNS("tls_client_auth_san_dns", 2),
    SAN_URI("tls_client_auth_san_uri", 6),
    SAN_IP("tls_client_auth_san_ip", 7),
    SAN_EMAIL("tls_client_auth_san_email", 1);

    private final String member;
    private final int tag;

    Kind(String member, int tag) {
      this.member = member;
      this.tag = tag;
    }

    /** Its member in a client's metadata. */
    public String member() {
      return member;
    }
  }

  /** Empty when no certificate can have such a name. */
  static Optional<CertificateSubject> of(Kind kind, String value) {
    boolean readable =
        switch (kind) {
          case SUBJECT_DN -> name(value).isPresent();
          case SAN_IP -> address(value).isPresent();
          case SAN_DNS, SAN_URI, SAN_EMAIL -> value.matches("[!-~]{1,2048}");
        };
    return readable ? Optional.of(new CertificateSubject(kind, value)) : Optional.empty();
  }

  /** Whether the certificate has this name. */
  public boolean isIn(X509Certificate certificate) {
    return kind == Kind.SUBJECT_DN
        // RFC 4517 §4.2.15: names are the same when their parts match, however they are written.
        ? name(value).equals(Optional.of(certificate.getSubjectX500Principal()))
        : alternatives(certificate).anyMatch(this::fits);
  }

  private boolean fits(String found) {
    return switch (kind) {
      case SAN_DNS -> found.equalsIgnoreCase(value);
      case SAN_IP -> address(found).equals(address(value));
      case SAN_URI, SAN_EMAIL -> found.equals(value);
      case SUBJECT_DN -> false;
    };
  }

  private Stream<String> alternatives(X509Certificate certificate) {
    try {
      return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
          .flatMap(Collection::stream)
          .flatMap(this::ofThisKind);
    } catch (CertificateParsingException unreadable) {
      return Stream.empty();
    }
  }

  private Stream<String> ofThisKind(List<?> name) {
    return name.getFirst() instanceof Integer tag && tag == kind.tag
        ? Stream.of(String.valueOf(name.get(1)))
        : Stream.empty();
  }

  private static Optional<X500Principal> name(String text) {
    try {
      return Optional.of(new X500Principal(text, MORE_WORDS))
          .filter(name -> !name.getName().isEmpty());
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }
}
