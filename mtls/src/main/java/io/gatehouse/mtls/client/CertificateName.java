package io.gatehouse.mtls.client;

import io.gatehouse.mtls.CertificateId;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * The name in a certificate that says whose it is. Each kind is read from its own field only, so
 * that a name of one kind never passes for another.
 */
public enum CertificateName {
  SAN_URI,
  SAN_DNS,
  SAN_EMAIL,
  SUBJECT,
  FINGERPRINT;

  // RFC 5280 §4.2.1.6: the tags of GeneralName.
  private static final int EMAIL_TAG = 1;
  private static final int DNS_TAG = 2;
  private static final int URI_TAG = 6;

  private static final Map<String, String> KEYWORDS =
      Map.of("1.2.840.113549.1.9.1", "emailAddress", "2.5.4.5", "serialNumber");

  /** The one name of this kind; empty when there is none, more than one, or one of two readings. */
  Optional<String> of(X509Certificate certificate) {
    return switch (this) {
      case SAN_URI -> alternative(certificate, URI_TAG);
      case SAN_DNS -> alternative(certificate, DNS_TAG).flatMap(this::written);
      case SAN_EMAIL -> alternative(certificate, EMAIL_TAG);
      case SUBJECT ->
          written(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253, KEYWORDS));
      case FINGERPRINT -> Optional.of(CertificateId.fingerprint(certificate));
    };
  }

  /** A name as a person writes it, in the form that {@link #of} gives; empty when it is none. */
  public Optional<String> written(String text) {
    return switch (this) {
      case SAN_URI, SAN_EMAIL -> Optional.of(text).filter(CertificateName::isPlain);
      case SAN_DNS -> Optional.of(text.toLowerCase(Locale.ROOT)).filter(CertificateName::isPlain);
      case SUBJECT -> subject(text);
      case FINGERPRINT ->
          Optional.of(text.replace(":", "").toLowerCase(Locale.ROOT))
              .filter(hex -> hex.matches("[0-9a-f]{64}"));
    };
  }

  private static Optional<String> alternative(X509Certificate certificate, int tag) {
    try {
      var names = certificate.getSubjectAlternativeNames();
      var ofKind = names == null ? List.<String>of() : texts(names, tag);
      return ofKind.size() == 1
          ? Optional.of(ofKind.getFirst()).filter(CertificateName::isPlain)
          : Optional.empty();
    } catch (CertificateParsingException unreadable) {
      return Optional.empty();
    }
  }

  private static List<String> texts(Collection<List<?>> names, int tag) {
    return names.stream()
        .filter(name -> name.getFirst().equals(tag))
        .map(name -> String.valueOf(name.get(1)))
        .toList();
  }

  // These kinds are IA5String: printable ASCII, or somebody hides something.
  private static boolean isPlain(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > 0x20 && c < 0x7F);
  }

  // RFC 4514, by a parser: a comma in a value is no end of it, and CN= in a value is no name.
  private static Optional<String> subject(String text) {
    try {
      var name = new LdapName(text);
      return !name.isEmpty() && name.getRdns().stream().allMatch(CertificateName::isSingle)
          ? Optional.of(canonical(name))
          : Optional.empty();
    } catch (InvalidNameException unreadable) {
      return Optional.empty();
    }
  }

  private static boolean isSingle(Rdn rdn) {
    return rdn.size() == 1
        && rdn.getValue() instanceof String value
        && !value.isEmpty()
        && value.codePoints().noneMatch(CertificateName::isHidden);
  }

  private static boolean isHidden(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c == '\uFFFD';
  }

  // LdapName keeps the text it was made of; names are the same whatever their spaces and case.
  private static String canonical(LdapName name) {
    var text = new StringBuilder();
    for (int i = name.size() - 1; i >= 0; i--) {
      var rdn = name.getRdn(i);
      var value = String.valueOf(rdn.getValue()).strip().replaceAll(" +", " ");
      text.append(text.isEmpty() ? "" : ",")
          .append(rdn.getType().toLowerCase(Locale.ROOT))
          .append('=')
          .append(Rdn.escapeValue(value.toLowerCase(Locale.ROOT)));
    }
    return text.toString();
  }
}
