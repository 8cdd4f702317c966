package io.gatehouse.app.cli;

import io.gatehouse.app.config.load.ConfigurationReader.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatehouse init}: a few questions, and a file that passes {@code validate}. */
@Command(
    name = "init",
    description = "Ask for issuer, directory and first service, try the directory, write the file.")
final class InitCommand implements Callable<Integer> {
  @Mixin private final Help help = new Help();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = "gatehouse.yaml",
      description = "The file to write (default: gatehouse.yaml).")
  private Path file = Path.of("gatehouse.yaml");

  private final Surroundings surroundings;
  private final Servers servers;

  InitCommand(Surroundings surroundings, Servers servers) {
    this.surroundings = surroundings;
    this.servers = servers;
  }

  @Override
  public Integer call() {
    var path = surroundings.folder().resolve(file).toAbsolutePath();
    var folder = Optional.ofNullable(path.getParent()).orElseThrow();
    requireNew(path, folder.resolve("kek.key"), folder.resolve("ldap.pw"));
    var answers = InitAnswers.ask(new Questions(surroundings));
    answers.directory().ifPresent(this::tryToBind);
    write(path, folder, answers);
    return report(path);
  }

  private void requireNew(Path... files) {
    for (var path : files) {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        throw Stop.badInput(path + " exists already; nothing was written. Use an empty folder.");
      }
    }
  }

  private void tryToBind(InitAnswers.Ldap ldap) {
    surroundings.err().println("Binding to " + ldap.url() + " ...");
    servers
        .bind(ldap.url(), ldap.dn(), ldap.password())
        .ifPresent(problem -> {
          throw new Stop(Exit.UNREACHABLE, problem + " Nothing was written; run init again.");
        });
  }

  private void write(Path path, Path folder, InitAnswers answers) {
    try {
      Files.createDirectories(folder);
    } catch (IOException unwritable) {
      throw Stop.badInput("The folder " + folder + " cannot be made.");
    }
    var key = new byte[32];
    surroundings.random().nextBytes(key);
    Output.write(folder.resolve("kek.key"), Base64.getEncoder().encodeToString(key) + "\n");
    answers
        .directory()
        .ifPresent(
            ldap -> Output.write(folder.resolve("ldap.pw"), ldap.password().exposeText() + "\n"));
    Output.write(path, answers.yaml());
  }

  private int report(Path path) {
    var outcome = surroundings.configurations().read(path);
    if (outcome instanceof Outcome.Refused refused) {
      throw Stop.badInput(Configurations.lines(refused.flaws()) + " Correct " + path + ".");
    }
    var next = List.of("gatehouse validate " + file, "gatehouse start -c " + file);
    surroundings
        .out()
        .println(
            help.json()
                ? Json.object().put("file", path.toString()).toString()
                : "Written: " + path + "\nNext: " + String.join(", then ", next));
    return Exit.OK.code();
  }
}
