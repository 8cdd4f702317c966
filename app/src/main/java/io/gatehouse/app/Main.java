package io.gatehouse.app;

import io.gatehouse.app.cli.CommandTree;
import io.gatehouse.app.cli.Surroundings;
import io.gatehouse.app.config.load.ConfigurationReader;
import io.gatehouse.app.node.CertificateRule;
import io.gatehouse.app.node.PolicyRule;
import io.gatehouse.app.node.SamlTrustRule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The program: gives the commands their surroundings and runs one. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    var policies = new OnePolicyCompiler();
    var surroundings = surroundings(policies);
    var code =
        new CommandTree(surroundings, new ProductServers(surroundings, policies)).run(arguments);
    System.exit(code);
  }

  private static Surroundings surroundings(OnePolicyCompiler policies) {
    return new Surroundings(
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        Path.of("").toAbsolutePath(),
        Clock.systemUTC(),
        new SecureRandom(),
        () -> HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build(),
        new ConfigurationReader(
            user(),
            Main::variable,
            List.of(
                new PolicyRule(policies),
                new CertificateRule(Clock.systemUTC()),
                new SamlTrustRule(Clock.systemUTC()))));
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name));
  }

  // The kernel's word, where there is one: in a container the name of the account may be unknown.
  private static String user() {
    try {
      return Files.getOwner(Path.of("/proc/self")).getName();
    } catch (IOException noProc) {
      return System.getProperty("user.name", "");
    }
  }
}
