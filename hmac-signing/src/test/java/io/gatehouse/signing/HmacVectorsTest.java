package io.gatehouse.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Project Wycheproof's vectors for HMAC-SHA-256. */
class HmacVectorsTest {
  @Test
  void wholeTagsAreAcceptedAndShortOnesAreNot() {
    int checked = 0;
    for (var group :
        Vectors.json(Vectors.path("wycheproof/hmac_sha256_test.json")).path("testGroups")) {
      int tagBytes = group.path("tagSize").asInt() / 8;
      for (var vector : group.path("tests")) {
        var key = HmacKey.of("k", hex(vector.path("key").asString()));
        var message = hex(vector.path("msg").asString());
        var tag = hex(vector.path("tag").asString());
        boolean valid = vector.path("result").asString().equals("valid");
        // RFC 9421 §3.3.3 knows no truncated tags: those are right bytes and still refused.
        assertThat(key.isMac(message, tag)).isEqualTo(valid && tagBytes == 32);
        assertThat(Arrays.equals(Arrays.copyOf(key.mac(message), tagBytes), tag)).isEqualTo(valid);
        checked++;
      }
    }
    assertThat(checked).isEqualTo(174);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
