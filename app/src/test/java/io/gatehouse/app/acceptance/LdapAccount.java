package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs OpenLDAP's own programs as somebody who may change a directory. */
record LdapAccount(String url, String dn, String password, Path ca) {
  static LdapAccount of(RunningDemo demo) {
    var directory = demo.json().get("directory");
    return new LdapAccount(
        directory.get("url").stringValue(),
        directory.get("bindDn").stringValue(),
        directory.get("password").stringValue(),
        demo.ca());
  }

  void run(String program, String input, String... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                "env", "LDAPTLS_CACERT=" + ca, program, "-x", "-H", url, "-D", dn, "-w", password));
    command.addAll(List.of(arguments));
    var outcome = Shell.run(command, input.getBytes(UTF_8), Duration.ofSeconds(10));
    if (outcome.exit() != 0) {
      throw new AssertionError(program + ": " + outcome.errors());
    }
  }
}
