package io.gatehouse.app.node;

import io.gatehouse.app.config.NameMatch;
import io.gatehouse.app.config.NameMatch.NameKind;
import io.gatehouse.mtls.client.CertificateName;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names of certificates as the configuration writes them. */
final class CertificateNames {
  private CertificateNames() {}

  static CertificateName of(NameKind written) {
    return switch (written) {
      case SAN_URI -> CertificateName.SAN_URI;
      case SAN_DNS -> CertificateName.SAN_DNS;
      case SAN_EMAIL -> CertificateName.SAN_EMAIL;
      case SUBJECT -> CertificateName.SUBJECT;
      case FINGERPRINT -> CertificateName.FINGERPRINT;
    };
  }

  /** From names, in the one form that certificates are compared by, to values. */
  static Map<String, String> table(NameMatch match) {
    var table = new LinkedHashMap<String, String>();
    match
        .values()
        .forEach((name, value) -> table.put(of(match.name()).written(name).orElseThrow(), value));
    return table;
  }
}
