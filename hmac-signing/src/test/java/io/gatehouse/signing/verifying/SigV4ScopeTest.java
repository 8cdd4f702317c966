package io.gatehouse.signing.verifying;

import static io.gatehouse.signing.verifying.SigV4Bench.ID;
import static io.gatehouse.signing.verifying.SigV4Bench.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.signing.SigV4Credentials;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scope, time and header list of a SigV4 signature. */
class SigV4ScopeTest {
  @TempDir Path folder;
  private SigV4Bench bench;

  @BeforeEach
  void issue() {
    bench = SigV4Bench.in(folder);
  }

  @ParameterizedTest
  @CsvSource({"other, gatehouse", "local, other", "LOCAL, gatehouse"})
  void e23_aScopeOfAnotherRegionOrServiceIsRefused(String region, String service) {
    var keys = SigV4Credentials.of(ID, SECRET, region, service);
    assertThat(bench.status(bench.signed(Received.of("GET", "/a"), "", keys))).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "20261122/local | 20261121/local",
        "/aws4_request | /aws5_request",
        "SignedHeaders=host; | SignedHeaders=",
        "host;x-amz-content-sha256;x-amz-date | host;x-amz-date;x-amz-content-sha256",
        "host;x-amz-content-sha256;x-amz-date | host;host;x-amz-content-sha256;x-amz-date",
        "host;x-amz-content-sha256;x-amz-date | host;x-amz-date",
        "host;x-amz-content-sha256;x-amz-date | Host;x-amz-content-sha256;x-amz-date",
        "host;x-amz-content-sha256;x-amz-date | host;x-amz-content-sha256;x-amz-date;x-gone",
        "AWS4-HMAC-SHA256 | AWS4-HMAC-SHA1",
        "Credential= | credential=",
        "Signature= | Signature=0",
      })
  void e23_anotherScopeOrHeaderListIsRefused(String part, String other) {
    var request =
        bench.get("/a").changed("Authorization", v -> v.replace(part.strip(), other.strip()));
    assertThat(bench.status(request)).isEqualTo(401);
  }

  @Test
  void e23_extraSpacesAndCapitalsAreRefused() {
    var good = bench.get("/a");
    assertThat(bench.status(good.changed("Authorization", v -> v.replace(" Cred", "  Cred"))))
        .isEqualTo(401);
    assertThat(bench.status(good.changed("Authorization", v -> v.replace(", S", ",  S"))))
        .isEqualTo(401);
    assertThat(bench.status(good.changed("Authorization", v -> v + " "))).isEqualTo(401);
    assertThat(bench.status(good.changed("Authorization", SigV4ScopeTest::capitals)))
        .isEqualTo(401);
    assertThat(bench.status(good)).isEqualTo(200);
  }

  private static String capitals(String value) {
    int at = value.length() - 64;
    var digits = value.substring(at).toUpperCase(Locale.ROOT);
    return value.substring(0, at) + digits;
  }

  @Test
  void e23_anUnsignedAmzFieldIsRefused() {
    assertThat(bench.status(bench.get("/a").with("X-Amz-Security-Token", "t"))).isEqualTo(401);
    assertThat(bench.status(bench.get("/a").with("x-amz-meta", "t"))).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"20261122T250000Z", "20261122T10000Z", "20261131T100000Z", "now", "x"})
  void e23_whatIsNoTimeIsRefused(String time) {
    assertThat(bench.status(bench.get("/a").changed("X-Amz-Date", _ -> time))).isEqualTo(401);
  }
}
