package io.gatehouse.ldap.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BindAnswerTest {
  private static Verdict read(ResultCode code, String diagnostic, Control... controls) {
    return BindAnswer.read(new BindResult(1, code, diagnostic, null, new String[0], controls));
  }

  private static Control policy(DraftBeheraLDAPPasswordPolicy10ErrorType error) {
    return new DraftBeheraLDAPPasswordPolicy10ResponseControl(null, -1, error);
  }

  @ParameterizedTest
  @CsvSource({
    "52e, WRONG",
    "525, WRONG",
    "530, WRONG",
    "531, WRONG",
    "533, WRONG",
    "701, WRONG",
    "775, WRONG",
    "532, MUST_CHANGE",
    "773, MUST_CHANGE",
    "52E, WRONG",
    "7730, WRONG"
  })
  void activeDirectoryTellsTheReasonInItsText(String reason, Verdict verdict) {
    var text =
        "80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data "
            + reason
            + ", v3839";
    assertThat(read(ResultCode.INVALID_CREDENTIALS, text)).isEqualTo(verdict);
    assertThat(BindAnswer.adReason(text)).contains(reason.toLowerCase(Locale.ROOT));
  }

  @Test
  void aReasonElsewhereInTheTextIsNone() {
    assertThat(BindAnswer.adReason("data 773")).isEmpty();
    assertThat(BindAnswer.adReason(null)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(DraftBeheraLDAPPasswordPolicy10ErrorType.class)
  void thePolicyControlAsksForAChange(DraftBeheraLDAPPasswordPolicy10ErrorType error) {
    var asks =
        error == DraftBeheraLDAPPasswordPolicy10ErrorType.CHANGE_AFTER_RESET
            || error == DraftBeheraLDAPPasswordPolicy10ErrorType.PASSWORD_EXPIRED;
    assertThat(read(ResultCode.SUCCESS, "", policy(error)))
        .isEqualTo(asks ? Verdict.MUST_CHANGE : Verdict.RIGHT);
    assertThat(read(ResultCode.INVALID_CREDENTIALS, "", policy(error)))
        .isEqualTo(asks ? Verdict.MUST_CHANGE : Verdict.WRONG);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 10, 13, 51, 52, 80, 81, 85, 91})
  void whatSaysNothingOfThePasswordIsNoAnswer(int code) {
    assertThat(read(ResultCode.valueOf(code), "")).isEqualTo(Verdict.NO_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(ints = {19, 32, 34, 48, 49, 50, 53})
  void aRefusalOfThePersonIsAWrongPassword(int code) {
    assertThat(read(ResultCode.valueOf(code), "")).isEqualTo(Verdict.WRONG);
  }
}
