package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  @Test
  void anEntryUuidIsReadInAnyLetterCaseAndKeptInLowerCase() {
    assertThat(EntryUuid.parse("6F9619FF-8B86-D011-B42D-00C04FC964FF"))
        .contains(new EntryUuid("6f9619ff-8b86-d011-b42d-00c04fc964ff"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "6f9619ff", "6f9619ff-8b86-d011-b42d-00c04fc964fg", "*"})
  void whatIsNoUuidIsNoEntryUuid(String text) {
    assertThat(EntryUuid.parse(text)).isEmpty();
    assertThatThrownBy(() -> new EntryUuid(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void scopesAreSeparatedByExactlyOneSpaceEach() {
    assertThat(Scopes.parse("orders.read openid")).contains(Set.of("orders.read", "openid"));
    assertThat(Scopes.format(Set.of("b", "a"))).isEqualTo("a b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a  b", " a", "a ", "a\tb", "a a", "a\u00a0b", "a\"b", "a\\b"})
  void whatIsNoScopeListIsRefused(String text) {
    assertThat(Scopes.parse(text)).isEmpty();
  }

  @Test
  void aSecretDoesNotPrint() {
    var secret = Secret.ofText("hunter2");
    assertThat(secret.toString()).doesNotContain("hunter2");
    assertThat(secret).isEqualTo(Secret.ofText("hunter2")).isNotEqualTo(Secret.ofText("hunter3"));
    assertThat(secret.exposeText()).isEqualTo("hunter2");
  }
}
