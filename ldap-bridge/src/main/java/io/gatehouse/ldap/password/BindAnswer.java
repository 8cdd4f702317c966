package io.gatehouse.ldap.password;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the answer to a bind: result code, password policy control, Active Directory's words. */
final class BindAnswer {
  // "80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data 52e, v1db1"
  private static final Pattern AD_REASON =
      Pattern.compile("AcceptSecurityContext error, data ([0-9a-fA-F]{1,8})\\b");
  // ERROR_PASSWORD_EXPIRED and ERROR_PASSWORD_MUST_CHANGE: told only to who knew the password.
  private static final Set<String> AD_MUST_CHANGE = Set.of("532", "773");
  // What directories answer about this person's password or account, and about nothing else.
  private static final Set<ResultCode> REFUSALS =
      Set.of(
          ResultCode.INVALID_CREDENTIALS,
          ResultCode.NO_SUCH_OBJECT,
          ResultCode.INAPPROPRIATE_AUTHENTICATION,
          ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
          ResultCode.CONSTRAINT_VIOLATION,
          ResultCode.UNWILLING_TO_PERFORM,
          ResultCode.INVALID_DN_SYNTAX);

  private BindAnswer() {}

  static Verdict read(LDAPResult answer) {
    var policy = policyError(answer);
    if (answer.getResultCode().equals(ResultCode.SUCCESS)) {
      return policy.filter(BindAnswer::asksForChange).isPresent()
          ? Verdict.MUST_CHANGE
          : Verdict.RIGHT;
    }
    if (!REFUSALS.contains(answer.getResultCode())) {
      return Verdict.NO_ANSWER;
    }
    var reason = adReason(answer.getDiagnosticMessage());
    // The policy overlay says "expired" only after the password was found right.
    var change = policy.filter(BindAnswer::asksForChange).isPresent();
    return change || reason.filter(AD_MUST_CHANGE::contains).isPresent()
        ? Verdict.MUST_CHANGE
        : Verdict.WRONG;
  }

  private static boolean asksForChange(DraftBeheraLDAPPasswordPolicy10ErrorType error) {
    return error == DraftBeheraLDAPPasswordPolicy10ErrorType.CHANGE_AFTER_RESET
        || error == DraftBeheraLDAPPasswordPolicy10ErrorType.PASSWORD_EXPIRED;
  }

  private static Optional<DraftBeheraLDAPPasswordPolicy10ErrorType> policyError(LDAPResult answer) {
    try {
      var control = DraftBeheraLDAPPasswordPolicy10ResponseControl.get(answer);
      return control == null ? Optional.empty() : Optional.ofNullable(control.getErrorType());
    } catch (LDAPException e) {
      // An unreadable hint is no hint: the result code decides.
      return Optional.empty();
    }
  }

  static Optional<String> adReason(@Nullable String diagnostic) {
    if (diagnostic == null) {
      return Optional.empty();
    }
    var matcher = AD_REASON.matcher(diagnostic);
    return matcher.find()
        ? Optional.of(matcher.group(1).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
