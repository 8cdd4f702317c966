package io.gatehouse.ldap.connection;

import com.unboundid.ldap.sdk.LDAPException;

/** Something asked over one connection; may be asked again over another when that one breaks. */
@FunctionalInterface
public interface Exchange<T> {
  T on(Link link) throws LDAPException;
}
