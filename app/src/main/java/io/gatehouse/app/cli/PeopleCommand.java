package io.gatehouse.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatehouse people disable|enable NAME}: the kill switch of the embedded directory. */
@Command(
    name = "people",
    description =
        "Disable a person, which stops everything they have at once, or enable them again."
            + " For the embedded directory; a company's own is changed with its own tools.")
final class PeopleCommand implements Callable<Integer> {
  @Mixin private final Help help = new Help();
  @Mixin private final Instance instance = new Instance();

  @Parameters(index = "0", paramLabel = "disable|enable", description = "What to do.")
  private String verb = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "The person's user name.")
  private String name = "";

  private final Surroundings surroundings;

  PeopleCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (!verb.equals("disable") && !verb.equals("enable")) {
      throw Stop.badInput("`people` knows `disable NAME` and `enable NAME`, not `" + verb + "`.");
    }
    var path = "/admin/v1/people/" + AdminClient.segment(name) + "/" + verb;
    var answer = instance.client(surroundings).post(path, Json.object());
    var sentence = name + " is " + verb + "d.";
    surroundings.out().println(help.json() ? Json.pretty(answer) : sentence);
    return Exit.OK.code();
  }
}
