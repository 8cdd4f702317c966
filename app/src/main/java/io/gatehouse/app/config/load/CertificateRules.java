package io.gatehouse.app.config.load;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Credential;
import io.gatehouse.app.config.Listen;
import io.gatehouse.app.config.shape.Complaints;
import java.util.List;

/** Rules about client certificates. */
final class CertificateRules {
  private CertificateRules() {}

  private static List<Credential.X509> entries(Configuration file) {
    return file.credentials().values().stream()
        .filter(Credential.X509.class::isInstance)
        .map(Credential.X509.class::cast)
        .toList();
  }

  static void someListenerAsksForThem(Configuration file, Complaints complaints) {
    if (asks(file.listen()) || !file.isGateway()) {
      return;
    }
    entries(file)
        .forEach(entry ->
            complaints.about(
                entry,
                "ca",
                "No listener of the gateway asks for client certificates.",
                "Write `listen: { mtls: { https: 8444 } }` beside the other listener."));
  }

  private static boolean asks(Listen listen) {
    return listen.mtls().isPresent() || listen.asksForCertificates();
  }

  // Two would be two answers to one certificate.
  static void oneEntryNamesTheOwnAuthority(Configuration file, Complaints complaints) {
    entries(file).stream()
        .filter(entry -> entry.ca().isEmpty())
        .skip(1)
        .forEach(entry ->
            complaints.about(entry, "ca", "Another credential is for the node's own CA already."));
  }
}
