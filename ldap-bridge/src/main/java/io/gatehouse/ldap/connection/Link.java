package io.gatehouse.ldap.connection;

import com.unboundid.ldap.sdk.LDAPConnection;
import io.gatehouse.ldap.settings.LdapUrl;

/**
 * One connection while it is on loan: no one else uses it.
 *
 * @param server which server is at the other end
 */
public record Link(LDAPConnection connection, LdapUrl server) {
  boolean usable() {
    return connection.isConnected();
  }

  void close() {
    connection.close();
  }
}
