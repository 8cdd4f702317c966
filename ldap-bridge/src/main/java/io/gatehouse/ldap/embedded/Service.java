package io.gatehouse.ldap.embedded;

import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ExtendedRequest;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import io.gatehouse.identity.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the directory does for its callers, once it is settled that they may ask. */
final class Service {
  private final SavedEntries saved;
  private final Preparation preparation;
  private final StoredPassword passwords;
  private final DN account;
  private final Secret accountPassword;

  Service(SavedEntries saved, Preparation preparation, StoredPassword passwords, Account account) {
    this.saved = saved;
    this.preparation = preparation;
    this.passwords = passwords;
    this.account = account.name();
    this.accountPassword = account.password();
  }

  /** The one caller that reads and writes. */
  record Account(DN name, Secret password) {}

  InMemoryRequestHandler handler() {
    return saved.store().handler();
  }

  LDAPResult change(SavedEntries.Operation operation) {
    return saved.change(operation);
  }

  /** The answer to a bind and who the connection is from now on. */
  record Bound(Caller caller, LDAPResult answer) {}

  Bound bind(String name, byte[] password) {
    DN dn;
    try {
      dn = new DN(name);
    } catch (LDAPException e) {
      return notBound(ResultCode.INVALID_DN_SYNTAX);
    }
    if (dn.isNullDN()) {
      return password.length == 0
          ? new Bound(Caller.nobody(), answer(ResultCode.SUCCESS, null))
          : notBound(ResultCode.INVALID_CREDENTIALS);
    }
    if (password.length == 0) {
      // RFC 4513 §5.1.2: an unauthenticated bind is not offered.
      return notBound(ResultCode.UNWILLING_TO_PERFORM);
    }
    var isAccount = dn.equals(account);
    var right = isAccount ? accountPassword.sameAs(password) : personKnows(dn, password);
    return right
        ? new Bound(new Caller(dn, isAccount), answer(ResultCode.SUCCESS, null))
        : notBound(ResultCode.INVALID_CREDENTIALS);
  }

  private static Bound notBound(ResultCode code) {
    return new Bound(Caller.nobody(), answer(code, null));
  }

  /** Unknown, locked and without a password all take the time of a wrong password. */
  private boolean personKnows(DN dn, byte[] password) {
    var entry = Optional.<Entry>ofNullable(handler().getEntry(dn));
    var stored =
        entry.map(one -> one.getAttributeValues(Attributes.PASSWORD)).orElse(new String[0]);
    if (stored.length == 0) {
      passwords.pretendToMatch(password);
      return false;
    }
    var matched = Arrays.stream(stored).anyMatch(value -> passwords.matches(password, value));
    return matched && entry.filter(one -> one.hasAttribute(Attributes.LOCKED)).isEmpty();
  }

  LDAPResult add(AddRequestProtocolOp request) throws LDAPException {
    var attributes = new ArrayList<Attribute>();
    for (var attribute : request.getAttributes()) {
      requireWritable(attribute.getName());
      attributes.add(stored(attribute));
    }
    return handler().add(new AddRequest(request.getDN(), attributes));
  }

  LDAPResult modify(ModifyRequestProtocolOp request) throws LDAPException {
    var changes = new ArrayList<Modification>();
    for (var change : request.getModifications()) {
      requireWritable(change.getAttributeName());
      var attribute = stored(change.getAttribute());
      changes.add(
          new Modification(
              change.getModificationType(), change.getAttributeName(), attribute.getRawValues()));
      if (Attributes.password(change.getAttributeName())) {
        changes.add(passwordChanged());
      }
    }
    return handler().modify(new ModifyRequest(request.getDN(), changes));
  }

  LDAPResult rename(ModifyDNRequestProtocolOp request) throws LDAPException {
    return handler().modifyDN(request.toModifyDNRequest());
  }

  LDAPResult delete(DeleteRequestProtocolOp request) throws LDAPException {
    return handler().delete(request.toDeleteRequest());
  }

  LDAPResult changePassword(Caller caller, ExtendedRequest request) {
    try {
      var wanted = PasswordChange.read(request);
      var whose = wanted.whose().orElse(caller.name());
      var own = caller.person() && whose.equals(caller.name());
      var proven = own && wanted.old().filter(old -> personKnows(whose, old)).isPresent();
      if (!caller.account() && !proven) {
        return refused();
      }
      var fresh = wanted.fresh().filter(password -> password.length > 0);
      if (fresh.isEmpty()) {
        return answer(ResultCode.UNWILLING_TO_PERFORM, "the new password is missing");
      }
      var hash = passwords.hash(fresh.get());
      var changes =
          List.of(
              new Modification(ModificationType.REPLACE, Attributes.PASSWORD, hash),
              passwordChanged());
      return change(() -> handler().modify(new ModifyRequest(whose, changes)));
    } catch (LDAPException e) {
      return e.toLDAPResult();
    }
  }

  private Modification passwordChanged() {
    return new Modification(
        ModificationType.REPLACE, Attributes.PASSWORD_CHANGED, saved.store().now());
  }

  private Attribute stored(Attribute attribute) {
    return Attributes.password(attribute.getName())
        ? preparation.hashed(attribute)
        : Attributes.canonical(attribute);
  }

  private static void requireWritable(String attribute) throws LDAPException {
    if (Attributes.computed(attribute) || Attributes.id(attribute)) {
      throw new LDAPException(
          ResultCode.CONSTRAINT_VIOLATION, attribute + " is kept by the directory itself");
    }
  }

  static LDAPResult refused() {
    return answer(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, null);
  }

  static LDAPResult unknownControl() {
    return answer(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION, null);
  }

  static LDAPResult answer(ResultCode code, @Nullable String text) {
    return new LDAPResult(-1, code, text, null, new String[0], null);
  }
}
