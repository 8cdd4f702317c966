package io.gatehouse.web.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a",
        "/a/",
        "/a/b.c",
        "/a/...",
        "/a/..b",
        "/.well-known/x",
        "/a%20b",
        "/%E2%82%AC",
        "/a:b@c!$&'()*+,=",
        "/%25",
        "/a%25zz",
        "/%23",
        "/%3F",
        "/%F0%9F%98%80",
        "/~a",
        "/%5B%5D"
      })
  void aPathWithOneReadingIsKeptByteForByte(String raw) {
    assertThat(CanonicalPath.of(raw).raw()).isEqualTo(raw);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/public/../admin",
        "/public/./admin",
        "/..",
        "/.",
        "/a/..",
        "/a/.",
        "/../",
        "/public/%2e%2e/admin",
        "/public/.%2E/admin",
        "/%2e/",
        "/a/%2e"
      })
  void a23_dotSegmentsInAnySpellingAreRefused(String raw) {
    assertAmbiguous(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/public/..;/admin", "/admin;x=y", "/;", "/a/;b/c", "/admin%3bx"})
  void a24_semicolonsInSegmentsAreRefused(String raw) {
    assertAmbiguous(raw);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/public%2f..%2fadmin",
        "/a%2Fb",
        "/a%5cb",
        "/a\\b",
        "//admin",
        "/a//b",
        "//",
        "/a//"
      })
  void a25_encodedSeparatorsAndEmptySegmentsAreRefused(String raw) {
    assertAmbiguous(raw);
  }

  @Test
  void a25_caseAndTrailingSlashAreSignificant() {
    assertThat(CanonicalPath.of("/admin")).isNotEqualTo(CanonicalPath.of("/admin/"));
    assertThat(CanonicalPath.of("/admin")).isNotEqualTo(CanonicalPath.of("/ADMIN"));
    assertThat(CanonicalPath.of("/a/").segments()).containsExactly("a", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%252e%252e/admin",
        "/%252Fa",
        "/%c0%ae%c0%ae/",
        "/%e0%80%af",
        "/%f0%80%80%af",
        "/%00",
        "/%0d%0a",
        "/%1f",
        "/%7f",
        "/%ff",
        "/%c3",
        "/%c3x",
        "/%ed%a0%80",
        "/%f4%90%80%80",
        "/%",
        "/%2",
        "/%zz",
        "/%c2%85"
      })
  void a26_doubleEncodingOverlongUtf8AndControlsAreRefused(String raw) {
    assertAmbiguous(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%61dmin", "/%7Ea", "/%2D", "/a%5f"})
  void a26_encodingWhatNeedsNoneIsASecondSpellingAndRefused(String raw) {
    assertAmbiguous(raw);
  }

  @Test
  void a27_anEncodedFragmentMarkEndsNothing() {
    assertThat(CanonicalPath.of("/admin%23/public").segments())
        .containsExactly("admin%23", "public");
    assertAmbiguous("/public#/admin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "*", "/a b", "/a\u00e9", "/a?b", "/<", "/\"", "/a|b", "/[a]"})
  void whatIsNoPathIsRefused(String raw) {
    assertAmbiguous(raw);
  }

  @Test
  void aSegmentIsDecodedOnlyToReadAValueOutOfIt() {
    assertThat(CanonicalPath.decode("a%20b%E2%82%AC")).isEqualTo("a b\u20ac");
  }

  private static void assertAmbiguous(String raw) {
    assertThat(CanonicalPath.read(raw)).as(raw).isInstanceOf(PathReading.Ambiguous.class);
  }
}
