package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Door L at the started product: what errors tell, and what a broken file changes. */
@ExtendWith(OneProduct.class)
class TellingNothingIT {
  private static final Path BROKEN = Path.of("src/test/resources/config/broken");

  @Test
  void l03_noAnswerTellsOfTheProgram(UnderAttack product) {
    var demo = product.demo();
    var admin = demo.json().get("admin").stringValue();
    for (var call :
        List.of(
            List.of(demo.gateway() + "/orders/42", "-H", "X-API-Key: secret-wrong"),
            List.of(demo.gateway() + "/orders/42", "-H", "Authorization: Bearer secret-wrong"),
            List.of(demo.gateway() + "/orders/%zz"),
            List.of(demo.gateway() + "/none"),
            List.of(demo.issuer() + "/token", "--data", "grant_type=%zz"),
            List.of(demo.issuer() + "/token", "--data", "a&b&c", "-u", "x:secret-wrong"),
            List.of(demo.issuer() + "/token", "--json", "{"),
            List.of(demo.issuer() + "/authorize?client_id=%00"),
            List.of(demo.issuer() + "/userinfo", "-H", "Authorization: Bearer secret-wrong"),
            List.of(admin + "/admin/v1/keys", "-H", "Authorization: Bearer secret-wrong"),
            List.of(admin + "/admin/v1/keys?limit=x", "-X", "PATCH"),
            List.of(admin + "/none"))) {
      var answer = Curl.call(demo, call.toArray(String[]::new));
      assertThat(answer.status()).as("%s", call).isBetween(400, 499);
      assertThat(answer.body() + answer.fields())
          .as("%s", call)
          .doesNotContain(
              "Exception", "io.gatehouse", "java.", "\tat ", "secret-wrong", "unboundid")
          .doesNotContainIgnoringCase("undertow", "sqlite");
    }
  }

  /** Twenty broken files and more, as a person gives them to the command. */
  @Test
  void l08_aBrokenFileIsRefusedAsAWholeAndTheRunningNodeGoesOn(UnderAttack product)
      throws IOException {
    try (var files = Files.list(BROKEN);
        var door = product.gateway()) {
      var key = "X-API-Key: " + product.demo().json().get("apiKey").stringValue();
      var yaml = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      assertThat(yaml).hasSizeGreaterThanOrEqualTo(20);
      var own = product.demo().dir().resolve("gatehouse.yaml");
      var before = Files.readString(own);
      for (var file : List.of(yaml.getFirst(), yaml.get(9), yaml.getLast())) {
        var launcher = Shell.projectRoot().resolve("bin/gatehouse").toString();
        var said = Shell.run(List.of(launcher, "validate", file.toAbsolutePath().toString()));
        assertThat(said.exit()).as(said.errors()).isEqualTo(2);
        assertThat(said.errors() + said.text())
            .contains(file.getFileName() + ":")
            .doesNotContain("Exception", "\tat ");
        door.passes(Ask.get("/orders/42").with(key));
      }
      assertThat(Files.readString(own)).isEqualTo(before);
    }
  }
}
