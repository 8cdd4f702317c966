package io.gatehouse.ldap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.Secret;
import io.gatehouse.ldap.settings.DirectorySettings.BindAccount;
import io.gatehouse.ldap.settings.DirectorySettings.Reading;
import io.gatehouse.ldap.settings.DirectorySettings.Tree;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DirectorySettingsTest {
  @Test
  void addressesAreReadWithTheirPorts() {
    assertThat(LdapUrl.parse("ldaps://ldap1.example.com"))
        .isEqualTo(new LdapUrl(true, "ldap1.example.com", 636));
    assertThat(LdapUrl.parse("LDAP://[::1]:3389/")).hasToString("ldap://[::1]:3389");
    assertThat(LdapUrl.parse("ldap://[::1]").loopback()).isTrue();
    assertThat(LdapUrl.parse("ldap://localhost").loopback()).isTrue();
    assertThat(LdapUrl.parse("ldap://127.evil.example").loopback()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://x",
        "ldaps://",
        "ldaps://x/dc=y",
        "ldaps://u:p@x",
        "ldaps://x?y",
        "x",
        "ldap://a b"
      })
  void otherAddressesAreRefused(String text) {
    assertThatThrownBy(() -> LdapUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEmptyBindPasswordIsRefused() {
    assertThatThrownBy(() -> new BindAccount("cn=x", Secret.ofText("")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesAndAttributesAreChecked() {
    assertThatThrownBy(() -> Tree.below("not a name")).isInstanceOf(IllegalArgumentException.class);
    for (var attribute : List.of("userPassword", "uid)(x=*", "", "uid;binary")) {
      assertThatThrownBy(() -> new Reading(Flavour.AUTO, List.of(attribute)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
