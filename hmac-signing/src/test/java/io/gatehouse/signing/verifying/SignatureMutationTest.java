package io.gatehouse.signing.verifying;

import static io.gatehouse.signing.verifying.SignatureBench.BODY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One wrong byte anywhere in a signature, or in what it covers, opens nothing. */
class SignatureMutationTest {
  @TempDir Path folder;
  private SignatureBench bench;

  @BeforeEach
  void issue() {
    bench = SignatureBench.in(folder);
  }

  @Test
  void fiveHundredWrongBytesOpenNothing() {
    var random = new Random(20_261_122L);
    var twin = bench.post(BODY, "n");
    assertThat(bench.status(twin)).isEqualTo(200);
    for (int i = 0; i < 500; i++) {
      var fresh = bench.post(BODY, "m" + i);
      var mutant = mutated(fresh, random);
      assertThat(bench.status(mutant)).as(mutant.toString()).isIn(400, 401);
    }
    assertThat(bench.used()).hasSize(1);
  }

  private static Received mutated(Received request, Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> request.changed("Signature", v -> changed(v, random));
      case 1, 2 -> request.changed("Signature-Input", v -> changed(v, random));
      case 3 -> request.changed("Content-Digest", v -> changed(v, random));
      case 4 -> request.changed("Content-Type", v -> changed(v, random));
      case 5 -> request.target("/" + changed(request.target().substring(1), random));
      case 6 -> request.body(changed(BODY, random));
      default -> request.method(List.of("GET", "PUT", "PATCH", "DELETE").get(random.nextInt(4)));
    };
  }

  private static String changed(String text, Random random) {
    int at = random.nextInt(text.length());
    char other = (char) ('!' + random.nextInt('~' - '!' + 1));
    char different = other == text.charAt(at) ? (other == '~' ? '!' : (char) (other + 1)) : other;
    return text.substring(0, at) + different + text.substring(at + 1);
  }
}
