package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The kill switch on the embedded directory. */
class KillSwitchIT extends KillSwitch {
  @TempDir static Path folder;
  private static RunningDemo demo;

  @BeforeAll
  static void start() {
    demo = RunningDemo.start(folder.resolve("demo"));
  }

  @Override
  RunningDemo demo() {
    return demo;
  }

  @Override
  LdapAccount directory() {
    return LdapAccount.of(demo);
  }

  @Override
  void disable(boolean off) {
    assertThat(demo.gatehouse("people", off ? "disable" : "enable", "bob").exit()).isZero();
  }
}
