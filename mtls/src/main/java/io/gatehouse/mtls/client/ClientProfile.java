package io.gatehouse.mtls.client;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a certificate must say of itself to be a client's. */
final class ClientProfile {
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final String ANY = "2.5.29.37.0";
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_CERT_SIGN = 5;

  private static final List<Rule> RULES =
      List.of(
          new Rule("it is not of version 3", c -> c.getVersion() == 3),
          new Rule("it is an authority's", c -> c.getBasicConstraints() < 0),
          new Rule("its key usage lacks digitalSignature", ClientProfile::signs),
          new Rule("its key may sign certificates", c -> !usage(c, KEY_CERT_SIGN)),
          new Rule("it is not for clients (extended key usage)", ClientProfile::isForClients));

  private ClientProfile() {}

  private record Rule(String otherwise, Predicate<X509Certificate> holds) {}

  /** What is wrong; empty when it may be a client's. */
  static Optional<String> flaw(X509Certificate certificate) {
    return RULES.stream()
        .filter(rule -> !rule.holds().test(certificate))
        .map(Rule::otherwise)
        .findFirst();
  }

  private static boolean signs(X509Certificate certificate) {
    return usage(certificate, DIGITAL_SIGNATURE);
  }

  private static boolean usage(X509Certificate certificate, int bit) {
    var usage = certificate.getKeyUsage();
    return usage != null && usage[bit];
  }

  // RFC 5280 §4.2.1.12: a certificate for every purpose, or for none that is named, was not made
  // for this one.
  private static boolean isForClients(X509Certificate certificate) {
    try {
      var purposes = certificate.getExtendedKeyUsage();
      return purposes != null && purposes.contains(CLIENT_AUTH) && !purposes.contains(ANY);
    } catch (CertificateParsingException unreadable) {
      return false;
    }
  }
}
