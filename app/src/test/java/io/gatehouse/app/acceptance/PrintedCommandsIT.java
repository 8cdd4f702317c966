package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that README and the demo print does what README shows. */
class PrintedCommandsIT {
  /** What the build runs itself: this demo, and the check that this test is a part of. */
  private static final Set<String> RUN_BY_THE_BUILD =
      Set.of("bin/gatehouse demo", "bin/check --install");

  private static final String KILL_SWITCH = "bin/gatehouse people disable bob --dir demo";
  private static final String BOBS_GROUPS = "\"groups\":[\"orders-read\"]";
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(5);

  @TempDir static Path scratch;
  private static RunningDemo demo;
  private static Readme readme;

  @BeforeAll
  static void start() {
    demo = RunningDemo.start(scratch.resolve("demo"));
    readme = Readme.ofTheProject();
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  @Test
  void theDemoSaysWhatReadmeShows() {
    var shown = here(readme.step("bin/gatehouse demo"));
    assertThat(shown.isAnsweredBy(demo.console())).as(demo.console()).isTrue();
  }

  @Test
  void everyCommandThatTheDemoPrintsStandsInReadme() {
    var explained = readme.steps().stream().map(step -> here(step).command()).toList();
    assertThat(printed())
        .isNotEmpty()
        .allSatisfy(command -> assertThat(explained).contains(command));
  }

  @Test
  void everyCommandOfReadmeAnswersAsShownUntilTheKillSwitchStopsBobs() {
    var steps =
        readme.steps().stream().filter(step -> !RUN_BY_THE_BUILD.contains(step.command())).toList();
    var kill = steps.indexOf(readme.step(KILL_SWITCH));
    steps.subList(0, kill + 1).forEach(step -> answers(here(step)));
    steps.subList(kill + 1, steps.size()).forEach(step -> comesToAnswer(here(step)));
    assertThat(bobs()).hasSizeGreaterThanOrEqualTo(3).allSatisfy(this::isRefused);
    assertThat(printed()).last().isEqualTo(here(readme.step(KILL_SWITCH)).command());
  }

  @Test
  void theConfigurationOfReadmeIsValid() throws IOException {
    var folder = Files.createDirectory(scratch.resolve("configuration"));
    var secrets =
        Map.of(
            "tls.crt",
            "tls.crt",
            "tls.key",
            "tls.key",
            "kek.key",
            "kek.key",
            "ldap.pw",
            "directory.pw");
    for (var file : secrets.entrySet()) {
      Files.copy(
          demo.dir().resolve(file.getValue()),
          folder.resolve(file.getKey()),
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    var file = Files.writeString(folder.resolve("gatehouse.yaml"), readme.configuration());
    var outcome = run("bin/gatehouse validate " + file);
    assertThat(outcome.exit()).as(outcome.errors()).isZero();
  }

  private void answers(Readme.Step step) {
    var outcome = run(step.command());
    var said = outcome.text() + outcome.errors();
    assertThat(step.isAnsweredBy(said)).as("%s%nanswered%n%s", step, said).isTrue();
    assertThat(outcome.exit()).as(step.command()).isZero();
    if (step.answer().contains(BOBS_GROUPS)) {
      assertThat(said).contains(demo.person("bob").get("sub").stringValue());
    }
  }

  /** The change has its time to arrive; nothing but the last answer counts. */
  private void comesToAnswer(Readme.Step step) {
    var deadline = System.nanoTime() + STOPPED_WITHIN.toNanos();
    String said;
    do {
      said = run(step.command()).text();
    } while (!step.isAnsweredBy(said) && System.nanoTime() < deadline);
    assertThat(step.isAnsweredBy(said)).as("%s%nanswered%n%s", step, said).isTrue();
  }

  private void isRefused(Readme.Step step) {
    assertThat(run(step.command()).text()).as(step.command()).contains("\"invalid_credential\"");
  }

  private static List<Readme.Step> bobs() {
    return readme.steps().stream()
        .filter(step -> step.answer().contains(BOBS_GROUPS))
        .map(PrintedCommandsIT::here)
        .toList();
  }

  /** The commands among what the demo printed. */
  private static List<String> printed() {
    return demo.console()
        .lines()
        .filter(line -> line.startsWith("  curl") || line.matches(" {2}\\S*bin/gatehouse .*"))
        .map(String::strip)
        .toList();
  }

  /** README speaks of the usual ports and of {@code ./demo}; this demo has its own. */
  private static Readme.Step here(Readme.Step step) {
    return new Readme.Step(
        ports(step.command())
            .replace(" demo/", " " + demo.dir() + "/")
            .replace("@demo/", "@" + demo.dir() + "/")
            .replace("--dir demo", "--dir " + demo.dir()),
        ports(step.answer()));
  }

  private static String ports(String text) {
    return text.replace("https://localhost:8443", demo.gateway())
        .replace("https://localhost:8444", demo.mtlsGateway())
        .replace("https://localhost:9443", demo.issuer())
        .replace("http://127.0.0.1:9090", demo.json().get("admin").stringValue());
  }

  private static Shell.Outcome run(String command) {
    return Shell.run(List.of("sh", "-c", command));
  }
}
