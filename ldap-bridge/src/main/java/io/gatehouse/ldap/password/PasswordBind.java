package io.gatehouse.ldap.password;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPBindException;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10RequestControl;
import io.gatehouse.ldap.connection.DirectoryConnections;
import io.gatehouse.ldap.connection.Link;

/** One bind with a person's password. */
final class PasswordBind {
  private final DirectoryConnections connections;

  PasswordBind(DirectoryConnections connections) {
    this.connections = connections;
  }

  /**
   * @param password sent as it is; never empty
   */
  Verdict attempt(DN dn, byte[] password) {
    // RFC 4513 §5.1.2: an empty password succeeds as nobody. It must never come this far.
    if (password.length == 0) {
      throw new IllegalStateException("an empty password reached the bind");
    }
    return connections.bind(link -> onLink(link, dn, password));
  }

  private static Verdict onLink(Link link, DN dn, byte[] password) throws LDAPException {
    var request =
        new SimpleBindRequest(dn, password, new DraftBeheraLDAPPasswordPolicy10RequestControl());
    try {
      return BindAnswer.read(link.connection().bind(request));
    } catch (LDAPBindException e) {
      var verdict = BindAnswer.read(e.getBindResult());
      if (verdict == Verdict.NO_ANSWER) {
        throw e;
      }
      return verdict;
    }
  }
}
