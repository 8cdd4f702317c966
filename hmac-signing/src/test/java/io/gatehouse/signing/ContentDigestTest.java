package io.gatehouse.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDigestTest {
  private static final byte[] BODY = "{\"item\":\"lamp\"}".getBytes(UTF_8);
  private static final byte[] OTHER = "{\"item\":\"lamq\"}".getBytes(UTF_8);

  @Test
  void theExampleOfRfc9530Matches() {
    var digest = ContentDigest.of("{\"hello\": \"world\"}".getBytes(UTF_8));
    assertThat(digest).isEqualTo("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:");
  }

  @Test
  void eitherAlgorithmIsEnough() {
    assertThat(matches(ContentDigest.of(BODY))).isTrue();
    assertThat(matches(ContentDigest.ofSha512(BODY))).isTrue();
    assertThat(matches(ContentDigest.of(BODY), ContentDigest.ofSha512(BODY))).isTrue();
    assertThat(matches("md5=:AAAA:, " + ContentDigest.of(BODY))).isTrue();
  }

  @Test
  void e04_everyKnownAlgorithmHasToMatch() {
    assertThat(matches(ContentDigest.of(BODY), ContentDigest.ofSha512(OTHER))).isFalse();
    assertThat(matches(ContentDigest.of(OTHER), ContentDigest.ofSha512(BODY))).isFalse();
    assertThat(matches(ContentDigest.of(OTHER))).isFalse();
  }

  @Test
  void e04_weakAlgorithmsAloneDoNotCount() {
    assertThat(matches("md5=:Sd/dVLAcvNLSq16eXua5uQ==:")).isFalse();
    assertThat(matches("unixsum=:AAA=:, crc32c=:AAAAAA==:, sha=:AAAA:")).isFalse();
    assertThat(matches("")).isFalse();
    assertThat(matches()).isFalse();
  }

  @Test
  void e04_anAlgorithmThatComesTwiceIsMalformed() {
    var good = ContentDigest.of(BODY);
    assertThat(ContentDigest.read(List.of(ContentDigest.of(OTHER), good)))
        .isInstanceOf(Parsed.Malformed.class);
    assertThat(ContentDigest.read(List.of(good + ", " + good)))
        .isInstanceOf(Parsed.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha-256",
        "sha-256=abc",
        "sha-256=\"abc\"",
        "sha-256=:a:",
        "sha-256=:AAB=:",
        "sha-256=:AAAA:,",
        "SHA-256=:AAAA:",
        "sha-256=(:AAAA:)",
        "sha-256=:AAAA",
      })
  void whatIsNotADigestIsMalformed(String value) {
    assertThat(ContentDigest.read(List.of(value))).isInstanceOf(Parsed.Malformed.class);
  }

  private static boolean matches(String... lines) {
    return Requests.good(ContentDigest.read(List.of(lines))).matches(BODY);
  }
}
