package io.gatehouse.signing.verifying;

import static io.gatehouse.signing.verifying.SigV4Bench.BODY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One wrong byte anywhere in a signature, or in what it covers, opens nothing. */
class SigV4MutationTest {
  @TempDir Path folder;
  private SigV4Bench bench;

  @BeforeEach
  void issue() {
    bench = SigV4Bench.in(folder);
  }

  @Test
  void fiveHundredWrongBytesOpenNothing() {
    var random = new Random(20_261_122L);
    for (int i = 0; i < 500; i++) {
      bench.clock().advance(Duration.ofSeconds(1));
      var mutant = mutated(bench.post(BODY), random);
      assertThat(bench.status(mutant)).as(mutant.toString()).isIn(400, 401);
    }
    assertThat(bench.status(bench.post(BODY))).isEqualTo(200);
    assertThat(bench.used()).hasSize(1);
  }

  private static Received mutated(Received request, Random random) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> request.changed("Authorization", v -> changed(v, random));
      case 2 -> request.changed("X-Amz-Date", v -> changed(v, random));
      case 3 -> request.changed("X-Amz-Content-Sha256", v -> changed(v, random));
      case 4 -> request.target("/" + changed(request.target().substring(1), random));
      default -> request.body(changed(BODY, random));
    };
  }

  private static String changed(String text, Random random) {
    int at = random.nextInt(text.length());
    char other = (char) ('!' + random.nextInt('~' - '!' + 1));
    char different = other == text.charAt(at) ? (other == '~' ? '!' : (char) (other + 1)) : other;
    return text.substring(0, at) + different + text.substring(at + 1);
  }
}
