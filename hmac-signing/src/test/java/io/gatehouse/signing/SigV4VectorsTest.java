package io.gatehouse.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.signing.SigV4Canonical.PathSpelling;
import io.gatehouse.signing.SigV4Canonical.QuerySpelling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The header form of the signing test suite of AWS, with the spellings that need no choice. */
class SigV4VectorsTest {
  private static final Map<String, String> DEVIATIONS =
      Vectors.deviations("aws-sigv4/deviations.tsv");

  @TestFactory
  Stream<DynamicTest> everyVectorButTheNamedDeviationsIsReproduced() {
    return folders()
        .map(f -> DynamicTest.dynamicTest(String.valueOf(f.getFileName()), () -> check(f)));
  }

  @Test
  void everyDeviationIsAVectorAndEveryVectorIsThere() {
    var names = folders().map(f -> String.valueOf(f.getFileName())).toList();
    assertThat(names).hasSize(38).containsAll(DEVIATIONS.keySet());
  }

  private static Stream<Path> folders() {
    return Vectors.children(Vectors.path("aws-sigv4/v4")).stream().filter(Files::isDirectory);
  }

  private static void check(Path folder) {
    var context = Vectors.json(folder.resolve("context.json"));
    var message = RawMessage.read(Vectors.text(folder.resolve("header-signed-request.txt")));
    var authorization =
        Requests.good(SigV4Authorization.read(message.field("authorization").getFirst()));
    var secret = context.path("credentials").path("secret_access_key").asString();
    var canonical =
        SigV4Canonical.of(
            message,
            authorization.signedHeaders(),
            Hashes.sha256Hex(message.body()),
            new SigV4Canonical.Spelling(PathSpelling.AS_SENT, QuerySpelling.SORTED));
    var key = authorization.scope().keyFrom(secret.getBytes(UTF_8));
    var timestamp = message.field("x-amz-date").getFirst();
    boolean same = canonical.equals(Vectors.text(folder.resolve("header-canonical-request.txt")));

    assertThat(same)
        .as(canonical)
        .isEqualTo(!DEVIATIONS.containsKey(String.valueOf(folder.getFileName())));
    assertThat(key.isSignature(authorization.signature(), timestamp, canonical)).isEqualTo(same);
    if (same) {
      assertThat(SigV4Key.stringToSign(authorization.scope(), timestamp, canonical))
          .isEqualTo(Vectors.text(folder.resolve("header-string-to-sign.txt")));
    }
  }

  @Test
  void thePathCanBeEncodedOnceMoreForSdkSigners() {
    var request = Requests.of("GET", "https://a.example/a%20b:c?z=1&y", Map.of());
    var asSent = canonical(request, PathSpelling.AS_SENT, QuerySpelling.AS_SENT);
    var again = canonical(request, PathSpelling.ENCODED_AGAIN, QuerySpelling.SORTED);
    assertThat(asSent).startsWith("GET\n/a%20b:c\nz=1&y\n");
    assertThat(again).startsWith("GET\n/a%2520b%3Ac\ny=&z=1\n");
  }

  private static String canonical(SignableRequest request, PathSpelling path, QuerySpelling query) {
    return SigV4Canonical.of(request, List.of(), "x", new SigV4Canonical.Spelling(path, query));
  }

  @Test
  void sortingKeepsTheMeaningOnlyWhereOneNameKeepsItsOrder() {
    assertThat(keepsMeaning("?b=1&a=2")).isTrue();
    assertThat(keepsMeaning("?a=1&a=2")).isTrue();
    assertThat(keepsMeaning("?a=2&a=1")).isFalse();
    assertThat(keepsMeaning("?a=2&b=1&a=1")).isFalse();
    assertThat(keepsMeaning("?")).isFalse();
    assertThat(keepsMeaning("")).isTrue();
  }

  private static boolean keepsMeaning(String query) {
    return SigV4Canonical.sortingKeepsMeaning(
        Requests.of("GET", "https://a.example/" + query, Map.of()));
  }
}
