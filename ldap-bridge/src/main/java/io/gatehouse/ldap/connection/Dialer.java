package io.gatehouse.ldap.connection;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import io.gatehouse.ldap.settings.DirectorySettings.BindAccount;
import io.gatehouse.ldap.settings.DirectorySettings.Transport;
import io.gatehouse.ldap.settings.LdapUrl;
import java.util.Optional;

/** Opens a connection: TLS first, then the bind account; never a word in clear by accident. */
final class Dialer {
  private static final int LARGEST_MESSAGE = 20 * 1024 * 1024;

  private final Transport transport;
  private final Optional<BindAccount> account;
  private final NameVerifyingTls tls;

  /**
   * @param account empty for connections that people's passwords are tried on
   */
  Dialer(Transport transport, Optional<BindAccount> account) {
    this.transport = transport;
    this.account = account;
    this.tls = new NameVerifyingTls(transport.tls(), transport.connectTimeout());
  }

  Link dial(LdapUrl server) throws LDAPException {
    var connection = new LDAPConnection(options());
    if (server.tls()) {
      connection.setSocketFactory(new LdapsSockets(tls, server.host(), connectMillis()));
    }
    try {
      // The time-out is for TCP and for the handshake, one after the other.
      connection.connect(server.host(), server.port(), 2 * connectMillis());
      if (transport.startTls()) {
        startTls(connection);
      }
      if (account.isPresent()) {
        bind(connection, account.get());
      }
      return new Link(connection, server);
    } catch (LDAPException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void startTls(LDAPConnection connection) throws LDAPException {
    var answer = connection.processExtendedOperation(new StartTLSExtendedRequest(tls));
    // RFC 4511 §4.14: anything but success leaves the connection in clear, so it ends here.
    if (!answer.getResultCode().equals(ResultCode.SUCCESS)) {
      throw new LDAPException(ResultCode.CONNECT_ERROR, "the server refuses StartTLS");
    }
  }

  private static void bind(LDAPConnection connection, BindAccount account) throws LDAPException {
    var answer = connection.bind(new SimpleBindRequest(account.dn(), account.password().expose()));
    if (!answer.getResultCode().equals(ResultCode.SUCCESS)) {
      throw new LDAPException(answer);
    }
  }

  private int connectMillis() {
    return Math.toIntExact(transport.connectTimeout().toMillis());
  }

  private LDAPConnectionOptions options() {
    var options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis(2 * connectMillis());
    options.setResponseTimeoutMillis(transport.responseTimeout().toMillis());
    if (account.isPresent()) {
      // Part of connecting, so that connecting and asking together stay within bounds (R02).
      options.setResponseTimeoutMillis(OperationType.BIND, transport.connectTimeout().toMillis());
    }
    options.setResponseTimeoutMillis(OperationType.EXTENDED, transport.connectTimeout().toMillis());
    // A referral names a host of the server's choice, which would be sent the bind password.
    options.setFollowReferrals(false);
    options.setAbandonOnTimeout(false);
    options.setBindWithDNRequiresPassword(true);
    options.setUseSchema(false);
    options.setUseSynchronousMode(false);
    options.setMaxMessageSize(LARGEST_MESSAGE);
    return options;
  }
}
