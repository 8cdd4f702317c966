package io.gatehouse.app.node;

import io.gatehouse.web.path.Authority;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The hosts that a listener answers for: those that its certificate names, and no others. */
final class ServedHosts {
  private static final int DNS = 2;
  private static final int ADDRESS = 7;

  private ServedHosts() {}

  static Set<String> of(X509Certificate certificate) {
    try {
      var names = certificate.getSubjectAlternativeNames();
      return names == null
          ? Set.of()
          : names.stream()
              .filter(name -> name.getFirst().equals(DNS) || name.getFirst().equals(ADDRESS))
              .map(ServedHosts::text)
              .collect(Collectors.toUnmodifiableSet());
    } catch (CertificateParsingException e) {
      throw new IllegalStateException("a certificate that was read cannot be read", e);
    }
  }

  private static String text(Collection<?> name) {
    var value = List.copyOf(name).get(1).toString().toLowerCase(Locale.ROOT);
    return value.indexOf(':') >= 0 ? Authority.of("[" + value + "]", true).host() : value;
  }
}
