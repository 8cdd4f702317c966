package io.gatehouse.apikey;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.identity.Secret;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyFormatTest {
  private static final String KEY =
      "gth_live_0123456789ABabcdefghijklmnopqrstuvwxyz0123456789ABCDEFG1aBZ8r";

  @Test
  void d12_aKeyHasAPrefixAPublicIdASecretAndAChecksum() {
    var written = ApiKeyFormat.fresh("live", new SecureRandom()).written();
    assertThat(written).matches("gth_live_[0-9A-Za-z]{61}").hasSize(70);
    var parts = ApiKeyFormat.parse(written).orElseThrow();
    assertThat(parts.written()).isEqualTo(written);
    assertThat(parts.id()).isEqualTo(written.substring(9, 21));
    assertThat(parts.toString()).doesNotContain(written.substring(21, 64));
  }

  @Test
  void d12_theChecksumIsCrc32InSixDigitsOfBase62() {
    var proven = KEY.substring(0, 64);
    var crc = new CRC32();
    crc.update(proven.getBytes(US_ASCII));
    var digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    var checksum = new StringBuilder();
    long value = crc.getValue();
    for (int i = 0; i < 6; i++) {
      checksum.insert(0, digits.charAt((int) (value % 62)));
      value /= 62;
    }
    assertThat(ApiKeyFormat.parse(proven + checksum)).isPresent();
  }

  @Test
  void d12_everySingleWrongDigitIsNoticed() {
    var written = ApiKeyFormat.fresh("live", new SecureRandom()).written();
    for (int at = 0; at < written.length(); at++) {
      for (char other : new char[] {'0', 'A', 'a', 'z', '_', '-', ' ', '\u00e9', '\uff11'}) {
        var wrong = written.substring(0, at) + other + written.substring(at + 1);
        assertThat(ApiKeyFormat.parse(wrong).isPresent()).isEqualTo(wrong.equals(written));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "gth_",
        "gth__",
        "gth_live_",
        "gth_live",
        "GTH_live_",
        "gth_LIVE_",
        "sk_live_",
        "gth_li-ve_",
      })
  void whatIsNotAKeyIsNot(String text) {
    assertThat(ApiKeyFormat.parse(text)).isEmpty();
    assertThat(ApiKeyFormat.parse(text + KEY.substring(9))).isEmpty();
  }

  @Test
  void d06_thereIsOneSpellingOfAKey() {
    var written = ApiKeyFormat.fresh("live", new SecureRandom()).written();
    for (var variant :
        new String[] {
          written + " ",
          " " + written,
          written + "\n",
          "\t" + written,
          written.toUpperCase(Locale.ROOT),
          written.toLowerCase(Locale.ROOT),
          written + "=",
          written + "\u0000",
          written + "\u200b",
          "\ufeff" + written,
          written.replace("gth_", "gth__"),
          written.repeat(2),
        }) {
      assertThat(ApiKeyFormat.parse(variant)).as(variant).isEmpty();
    }
  }

  @Test
  void d13_theLedgerGetsAHashUnderThePepperAndNothingElse() {
    var mint = new ApiKeyMint("live", new KnownPeppers(), new SecureRandom());
    var minted = mint.mint();
    var shown = minted.shownOnce().exposeText();
    var kept = new String(minted.verifier().expose(), ISO_8859_1);
    assertThat(minted.verifier().length()).isEqualTo(32);
    assertThat(kept).doesNotContain(shown.substring(21, 64));
    assertThat(minted.verifierVersion()).isEqualTo(2);
    assertThat(minted.id()).isEqualTo(shown.substring(9, 21));
    var key = ApiKeyFormat.parse(shown).orElseThrow();
    assertThat(KeyedHash.of(key, KnownPeppers.NEW)).isEqualTo(minted.verifier().expose());
    assertThat(KeyedHash.of(key, Secret.ofText("another")))
        .isNotEqualTo(minted.verifier().expose());
    assertThat(minted.toString()).doesNotContain(shown);
  }

  @Test
  void d12_noTwoKeysAreAlike() {
    var random = new SecureRandom();
    var seen = new TreeSet<String>();
    for (int i = 0; i < 500; i++) {
      var key = ApiKeyFormat.fresh("live", random);
      seen.add(key.id());
      seen.add(key.written().substring(21, 64));
    }
    assertThat(seen).hasSize(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "LIVE", "li_ve", "seventeenletters1"})
  void anEnvironmentIsAShortWord(String environment) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ApiKeyMint(environment, new KnownPeppers(), new SecureRandom()));
  }
}
