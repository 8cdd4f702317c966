package io.gatehouse.mtls.client;

import io.gatehouse.identity.CredentialRecords;
import io.gatehouse.identity.OwnerFinder;
import java.util.Map;
import java.util.Set;

/** How the owner of a certificate is found. */
public sealed interface CertificateOwners {
  /** Our own authority's: each certificate has its entry, under its serial number. */
  record ByLedger(CredentialRecords records) implements CertificateOwners {}

  /**
   * Another authority's: a name in the certificate leads to exactly one directory entry.
   *
   * @param attribute that must equal the name
   * @param table from names to values of the attribute; empty: the name itself
   * @param scopes what every certificate of this authority allows at most
   */
  record ByName(
      CertificateName name,
      String attribute,
      Map<String, String> table,
      OwnerFinder finder,
      Set<String> scopes)
      implements CertificateOwners {
    public ByName {
      table = Map.copyOf(table);
      scopes = Set.copyOf(scopes);
    }
  }
}
