package io.gatehouse.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The tree of commands, and the one place where each of their failures ends. */
public final class CommandTree {
  private final CommandLine tree;
  private final Surroundings surroundings;

  public CommandTree(Surroundings surroundings, Servers servers) {
    this.surroundings = surroundings;
    this.tree =
        new CommandLine(new GatehouseCommand(surroundings))
            .addSubcommand(new DemoCommand(surroundings, servers))
            .addSubcommand(new StartCommand(surroundings, servers))
            .addSubcommand(new ValidateCommand(surroundings))
            .addSubcommand(new InitCommand(surroundings, servers))
            .addSubcommand(new PeopleCommand(surroundings))
            .addSubcommand("keys", KeysCommand.tree(surroundings))
            .addSubcommand("hmac", HmacCommand.tree(surroundings))
            .addSubcommand("saml", SamlCommand.tree(surroundings))
            .addSubcommand("cert", CertCommand.tree(surroundings))
            .addSubcommand("kek", KekCommand.tree(surroundings))
            .addSubcommand("audit", AuditCommand.tree(surroundings))
            .addSubcommand("signing-keys", SigningKeysCommand.tree(surroundings))
            .addSubcommand("clients", ClientsCommand.tree(surroundings))
            .addSubcommand("sessions", GrantedCommands.sessions(surroundings))
            .addSubcommand("tokens", GrantedCommands.tokens(surroundings))
            .addSubcommand("consents", GrantedCommands.consents(surroundings))
            .addSubcommand(new SignCommand(surroundings))
            .addSubcommand(new ExplainCommand(surroundings))
            .addSubcommand(new VersionCommand(surroundings));
    tree.setOut(surroundings.out())
        .setErr(surroundings.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setExecutionExceptionHandler((failure, command, _) -> ended(failure, command))
        .setParameterExceptionHandler((wrong, _) -> misused(wrong));
  }

  /** Runs one command line; the answer is the exit code. */
  public int run(String... arguments) {
    var code = tree.execute(arguments);
    surroundings.out().flush();
    surroundings.err().flush();
    return code;
  }

  private int ended(Exception failure, CommandLine command) {
    var stop =
        failure instanceof Stop stopped
            ? stopped
            : new Stop(Exit.BUG, "This is a bug in Gatehouse: " + failure);
    tell(command.getCommandSpec(), stop);
    return stop.exit().code();
  }

  private void tell(CommandSpec command, Stop stop) {
    var json = command.findOption("--json");
    if (json != null && Boolean.TRUE.equals(json.getValue())) {
      surroundings.err().println(Json.error(stop));
    } else {
      surroundings.err().println(stop.sentence());
    }
  }

  private int misused(ParameterException wrong) {
    var command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    surroundings.err().println(wrong.getMessage());
    surroundings.err().println("See: " + command + " --help");
    return Exit.BAD_INPUT.code();
  }
}
