package io.gatehouse.signing.verifying;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KeyMintsTest {
  @Test
  void anHmacKeyHas256BitsAndIsShownInBase64() {
    var minted = new HmacKeyMint(new SecureRandom()).mint();
    assertThat(minted.id()).matches("hmac_[0-9a-f]{20}");
    assertThat(minted.verifier().length()).isEqualTo(32);
    assertThat(Base64.getDecoder().decode(minted.shownOnce().exposeText()))
        .isEqualTo(minted.verifier().expose());
  }

  @Test
  void aSigV4KeyHasTheFormThatItsClientsExpect() {
    var minted = new SigV4KeyMint(new SecureRandom()).mint();
    assertThat(minted.id()).matches("GHAK[A-Z2-7]{16}");
    assertThat(minted.shownOnce().exposeText()).hasSize(40).matches("[\\w-]+");
    assertThat(minted.verifier()).isEqualTo(minted.shownOnce());
  }

  @Test
  void noTwoKeysAreAlike() {
    var mint = new HmacKeyMint(new SecureRandom());
    var seen = new TreeSet<String>();
    for (int i = 0; i < 200; i++) {
      var minted = mint.mint();
      seen.add(minted.id());
      seen.add(minted.shownOnce().exposeText());
    }
    assertThat(seen).hasSize(400);
  }
}
