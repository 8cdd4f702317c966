package io.gatehouse.app.config.load;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Sts;
import io.gatehouse.app.config.Tls;
import io.gatehouse.app.config.shape.Complaints;

/** Keys that have their place and meaning already, and whose feature is not built yet. */
final class NotInThisVersion {
  private static final String CERTIFICATES = "Client certificates";

  private NotInThisVersion() {}

  static void nothingIsMissing(Configuration file, Complaints complaints) {
    file.admin().tls().ifPresent(tls -> asksForNone(tls, complaints));
    if (file.sts() instanceof Sts.Remote remote) {
      refuse(remote, "url", "A token service in another node", complaints);
    }
  }

  private static void asksForNone(Tls tls, Complaints complaints) {
    if (tls.clientCertificates() == Tls.ClientCertificates.REQUEST) {
      refuse(tls, "client_certificates", CERTIFICATES, complaints);
    }
  }

  private static void refuse(Record holder, String key, String feature, Complaints complaints) {
    complaints.about(
        holder, key, feature + ": not in this version, but in a later one. Remove it.");
  }
}
