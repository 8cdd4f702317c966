package io.gatehouse.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatehouse people list|disable|enable [NAME]}: the embedded directory's kill switch. */
@Command(
    name = "people",
    description =
        "List the people, disable one, which stops everything they have at once, or enable them"
            + " again. For the embedded directory; a company's own is changed with its own tools.")
final class PeopleCommand implements Callable<Integer> {
  @Mixin private final Help help = new Help();
  @Mixin private final Instance instance = new Instance();

  @Parameters(index = "0", paramLabel = "list|disable|enable", description = "What to do.")
  private String verb = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The person's user name; not for `list`.")
  private String name = "";

  private final Surroundings surroundings;

  PeopleCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    switch (verb) {
      case "list" -> list();
      case "disable", "enable" -> change();
      default ->
          throw Stop.badInput(
              "`people` knows `list`, `disable NAME` and `enable NAME`, not `" + verb + "`.");
    }
    return Exit.OK.code();
  }

  private void list() {
    if (!name.isEmpty()) {
      throw Stop.badInput("`people list` lists everybody; leave `" + name + "` out.");
    }
    var answer = instance.client(surroundings).get("/admin/v1/people");
    var people = answer.path("people");
    var table = people.isEmpty() ? "None." : Table.of(people, List.of("name", "disabled", "id"));
    surroundings.out().println(help.json() ? Json.pretty(answer) : table);
  }

  private void change() {
    if (name.isEmpty()) {
      throw Stop.badInput("Whom? Write `people " + verb + " NAME`.");
    }
    var path = "/admin/v1/people/" + AdminClient.segment(name) + "/" + verb;
    var answer = instance.client(surroundings).post(path, Json.object());
    var sentence = name + " is " + verb + "d.";
    surroundings.out().println(help.json() ? Json.pretty(answer) : sentence);
  }
}
