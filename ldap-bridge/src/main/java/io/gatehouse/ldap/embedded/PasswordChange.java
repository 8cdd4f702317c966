package io.gatehouse.ldap.embedded;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.ExtendedRequest;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import java.util.Optional;

/**
 * A password modify request (RFC 3062).
 *
 * @param whose empty: the caller's own
 */
record PasswordChange(Optional<DN> whose, Optional<byte[]> old, Optional<byte[]> fresh) {
  static final String OID = PasswordModifyExtendedRequest.PASSWORD_MODIFY_REQUEST_OID;

  static PasswordChange read(ExtendedRequest request) throws LDAPException {
    var change = new PasswordModifyExtendedRequest(request);
    var identity = Optional.ofNullable(change.getUserIdentity()).filter(text -> !text.isEmpty());
    return new PasswordChange(
        identity.isPresent() ? Optional.of(name(identity.get())) : Optional.empty(),
        Optional.ofNullable(change.getOldPasswordBytes()),
        Optional.ofNullable(change.getNewPasswordBytes()));
  }

  private static DN name(String identity) throws LDAPException {
    var prefixed = identity.regionMatches(true, 0, "dn:", 0, 3);
    return new DN(prefixed ? identity.substring(3) : identity);
  }
}
