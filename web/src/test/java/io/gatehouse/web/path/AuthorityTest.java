package io.gatehouse.web.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
  @ParameterizedTest
  @CsvSource({
    "ADMIN.example.com.:443, admin.example.com",
    "admin.example.com, admin.example.com",
    "Admin.Example.COM:8443, admin.example.com:8443",
    "localhost, localhost",
    "127.0.0.1:443, 127.0.0.1",
    "[::1]:8443, [::1]:8443",
    "[0:0:0:0:0:0:0:1], [::1]",
    "[2001:DB8:0:0:1:0:0:1], [2001:db8::1:0:0:1]",
    "xn--bcher-kva.example:0443, xn--bcher-kva.example"
  })
  void a31_spellingsOfOneHostAreOneAuthority(String sent, String canonical) {
    assertThat(Authority.of(sent, true)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":443",
        "h:",
        "h:0",
        "h:65536",
        "h:99999999",
        "h:1a",
        "h:-1",
        "a@evil",
        "a b",
        "a/b",
        "a..b",
        ".a",
        "..",
        ".",
        "a..",
        "[::1",
        "::1",
        "[::1]a",
        "[fe80::1%25eth0]",
        "[v1.a]",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
        "127.0.0.01",
        "256.1.1.1",
        "1.2.3.4.5",
        "[::ffff:1.2.3.4]",
        "b\u00fccher.example",
        "h,i",
        "%68"
      })
  void a30_whatIsNoHostAndPortIsRefused(String sent) {
    assertThat(Authority.read(sent, true)).as(sent).isInstanceOf(AuthorityReading.Malformed.class);
  }

  @ParameterizedTest
  @CsvSource({"h:80, false, h", "h:443, false, h:443", "h:443, true, h", "h:80, true, h:80"})
  void onlyTheSchemesOwnPortIsLeftOut(String sent, boolean secure, String canonical) {
    assertThat(Authority.of(sent, secure)).hasToString(canonical);
  }
}
