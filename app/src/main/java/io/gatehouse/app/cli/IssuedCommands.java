package io.gatehouse.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;

/** What can be done with anything that was issued: list it, revoke it, roll its secret. */
final class IssuedCommands {
  private IssuedCommands() {}

  /** A parameter of a list, when it is wanted. */
  static String filter(String name, Optional<String> value) {
    return value.map(text -> name + "=" + AdminClient.segment(text) + "&").orElse("");
  }

  /** What all pages of these paths hold. */
  static ArrayNode items(AdminClient client, List<String> lists) {
    var items = Json.object().putArray("items");
    lists.forEach(list -> pages(client, list, items));
    return items;
  }

  private static void pages(AdminClient client, String list, ArrayNode items) {
    var next = Optional.of("");
    while (next.isPresent()) {
      var after = next.get().isEmpty() ? "" : "&after=" + AdminClient.segment(next.get());
      var page = client.get(list + "limit=500" + after);
      page.path("items").forEach(items::add);
      next = Optional.of(Json.text(page, "next")).filter(id -> !id.isEmpty());
    }
  }

  static void show(Surroundings surroundings, Help help, ArrayNode items, List<String> columns) {
    var table = items.isEmpty() ? "None." : Table.of(items, columns);
    var all = Json.object();
    all.set("items", items);
    surroundings.out().println(help.json() ? Json.pretty(all) : table);
  }

  /** Lists what a path of the admin API holds. */
  @Command(description = "List them, with owner, scopes, expiry, last use and state.")
  static final class Listing implements Callable<Integer> {
    @Mixin private final Help help = new Help();
    @Mixin private final Instance instance = new Instance();

    private final Surroundings surroundings;
    private final List<String> lists;
    private final List<String> columns;

    /**
     * @param lists paths that end where a parameter can be added
     */
    Listing(Surroundings surroundings, List<String> lists, List<String> columns) {
      this.surroundings = surroundings;
      this.lists = lists;
      this.columns = columns;
    }

    @Override
    public Integer call() {
      show(surroundings, help, items(instance.client(surroundings), lists), columns);
      return Exit.OK.code();
    }
  }

  /** Revokes by id. */
  @Command(description = "Revoke one: it stops within seconds, on every node.")
  static final class Revoking implements Callable<Integer> {
    @Mixin private final Help help = new Help();
    @Mixin private final Instance instance = new Instance();

    @Parameters(paramLabel = "ID", description = "Its public id.")
    private String id = "";

    private final Surroundings surroundings;
    private final String path;

    Revoking(Surroundings surroundings, String path) {
      this.surroundings = surroundings;
      this.path = path;
    }

    @Override
    public Integer call() {
      var answer = instance.client(surroundings).delete(path + "/" + AdminClient.segment(id));
      surroundings.out().println(help.json() ? Json.pretty(answer) : id + " is revoked.");
      return Exit.OK.code();
    }
  }

  /** Makes a successor with the same rights. */
  @Command(description = "Make a successor with the same rights; the old secret ends.")
  static final class Rolling implements Callable<Integer> {
    @Mixin private final Help help = new Help();
    @Mixin private final Instance instance = new Instance();
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "ID", description = "Its public id.")
    private String id = "";

    @Option(
        names = "--overlap",
        paramLabel = "TIME",
        description = "How long the old secret still works, such as 24h (default: not at all).")
    private Optional<String> overlap = Optional.empty();

    private final Surroundings surroundings;

    Rolling(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      output.requireFree(surroundings);
      var body = Json.object();
      overlap.map(Expiry::of).ifPresent(time -> body.put("overlap", time.toSeconds()));
      var path = "/admin/v1/keys/" + AdminClient.segment(id) + "/roll";
      var issued = instance.client(surroundings).post(path, body);
      new IssuedKey(issued).show(surroundings, output, help);
      return Exit.OK.code();
    }
  }
}
