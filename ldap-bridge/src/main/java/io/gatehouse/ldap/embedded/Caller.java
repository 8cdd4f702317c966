package io.gatehouse.ldap.embedded;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DN;

/**
 * Who a connection is bound as.
 *
 * @param account whether this is the bind account
 */
record Caller(DN name, boolean account) {
  static Caller nobody() {
    return new Caller(DN.NULL_DN, false);
  }

  boolean person() {
    return !account && !name.isNullDN();
  }

  /** RFC 4532 §2.2. */
  ASN1OctetString authorizationId() {
    return new ASN1OctetString(name.isNullDN() ? "" : "dn:" + name);
  }
}
