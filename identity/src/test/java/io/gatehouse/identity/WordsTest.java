package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.255.255, true",
    "10.1.0.0/16, 10.2.0.0, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7/32, 192.0.2.8, false",
    "0.0.0.0/0, 203.0.113.1, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/33, 2001:db8:ffff::1, false",
  })
  void aNetworkAdmitsThePeersInsideIt(String network, String peer, boolean admitted) {
    var restrictions = new CredentialRecord.Restrictions(Set.of(), List.of(network));
    assertThat(restrictions.admits(InetAddress.ofLiteral(peer))).isEqualTo(admitted);
    assertThat(CredentialRecord.Restrictions.NONE.admits(InetAddress.ofLiteral(peer))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/8", "10.0.0.0/-1", "10.0.0.0/33", "10.0.0.0/x", "example.com/8"})
  void whatIsNoNetworkIsRefused(String network) {
    var networks = List.of(network);
    assertThatThrownBy(() -> new CredentialRecord.Restrictions(Set.of(), networks))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
