package io.gatehouse.app.config.reference;

import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Shape;
import io.gatehouse.app.config.shape.Shape.Field;
import io.gatehouse.app.config.shape.Shape.Fields;
import io.gatehouse.app.config.shape.Shape.Presence;
import io.gatehouse.app.config.shape.Shape.Variant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** The reference page: a table for each mapping, in the order of the file. */
final class ReferencePage {
  private static final String HEAD =
      """
      # Configuration

      <!-- Made from the records of io.gatehouse.app.config; change those and run
           io.gatehouse.app.config.reference.Reference docs -->

      One YAML 1.2 file describes a node. A key that is not listed here is an error, and so is a value
      without its unit; `gatehouse validate FILE` names everything that is wrong at once, with line and
      column. A file is taken as a whole or not at all. Editors complete and check it with
      [gatehouse.schema.json](gatehouse.schema.json): begin the file with
      `# yaml-language-server: $schema=./gatehouse.schema.json`.

      - **Times** carry a unit: `250ms`, `30s`, `5m`, `8h`, `7d`. **Sizes** too: `512B`, `64KiB`, `1MiB`, `1GiB`.
      - **Secrets** never stand in the file. `file:PATH` names a file of mode 0600 or 0400 that belongs to
        the user of the process and is no symbolic link; `env:NAME` names an environment variable.
      - **Paths** are relative to the configuration file.
      - **Distinguished names** may stand unquoted in a one-line mapping; their commas are understood.

      """;

  private final Fields root;
  private final StringBuilder page = new StringBuilder(HEAD);
  private final Deque<Section> pending = new ArrayDeque<>();
  private final Set<Class<?>> done = new HashSet<>();

  /** A mapping that still has to be described, and where it stands in the file. */
  private record Section(String path, Shape shape) {}

  ReferencePage(Fields root) {
    this.root = root;
  }

  String write() {
    page.append("## The file\n\n");
    table(root, "");
    while (!pending.isEmpty()) {
      describe(pending.removeFirst());
    }
    return page.toString().stripTrailing() + "\n";
  }

  private void describe(Section section) {
    switch (section.shape()) {
      case Fields fields -> fields(section.path(), fields);
      case Shape.Kinds kinds -> kinds(section.path(), kinds);
      case Shape.Items items -> describe(new Section(section.path() + "[]", items.item()));
      case Shape.Entries entries ->
          describe(new Section(section.path() + ".NAME", entries.value()));
      case Shape.Single _, Shape.Word _ -> {}
    }
  }

  private void fields(String path, Fields fields) {
    if (done.add(fields.type())) {
      page.append("## `").append(path).append("`\n\n").append(fields.means()).append("\n\n");
      table(fields, path);
    }
  }

  private void kinds(String path, Shape.Kinds kinds) {
    if (done.add(kinds.type())) {
      page.append("## `").append(path).append("`\n\n").append(kinds.means()).append("\n\n");
      kinds.variants().forEach(variant -> variant(path, variant));
    }
  }

  private void variant(String path, Variant variant) {
    var key = variant.key().isEmpty() ? "without `url`" : "with `" + variant.key() + "`";
    page.append("### `").append(path).append("` ").append(key).append("\n\n");
    page.append(variant.fields().means()).append(writing(variant)).append("\n\n");
    table(variant.fields(), path);
  }

  private static String writing(Variant variant) {
    if (variant.fields().fields().isEmpty()) {
      return " Write `" + variant.key() + ": {}`.";
    }
    return variant.single().isEmpty()
        ? ""
        : " `" + variant.key() + ": VALUE` is short for `" + variant.single() + "`.";
  }

  private void table(Fields fields, String path) {
    if (fields.fields().isEmpty()) {
      return;
    }
    page.append("| key | value | when left out | meaning |\n|---|---|---|---|\n");
    for (var field : fields.fields()) {
      row(field);
      later(path, field);
    }
    page.append('\n');
  }

  private void later(String path, Field field) {
    var below = path.isEmpty() ? field.key() : path + "." + field.key();
    pending.addLast(new Section(below, field.shape()));
  }

  private void row(Field field) {
    var cells =
        new String[] {"`" + field.key() + "`", value(field), leftOut(field), meaning(field.says())};
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String value(Field field) {
    var names = field.says().names();
    return names.isEmpty()
        ? words(field.shape())
        : words(field.shape())
            .replace("texts", "names of `" + names + "`")
            .replace("a text", "a name of `" + names + "`");
  }

  private static String words(Shape shape) {
    return switch (shape) {
      case Shape.Single single -> cell(single.scalar().words());
      case Shape.Word word -> "`" + String.join("`, `", word.words().keySet()) + "`";
      case Shape.Items items -> "list: " + many(items.item());
      case Shape.Entries entries -> "mapping by name: " + many(entries.value());
      case Fields _, Shape.Kinds _ -> "mapping, below";
    };
  }

  private static String many(Shape shape) {
    return shape instanceof Shape.Single single && single.scalar().type() == String.class
        ? "texts"
        : words(shape);
  }

  private static String leftOut(Field field) {
    var says = field.says();
    if (field.presence() == Presence.NEEDED || says.needed()) {
      return "**must be there**";
    }
    if (!says.otherwise().isEmpty()) {
      return says.otherwise().equals("{}") ? "as below" : "`" + says.otherwise() + "`";
    }
    return says.leftOut().isEmpty() ? "none" : cell(says.leftOut());
  }

  private static String meaning(Key says) {
    var example = says.example().isEmpty() ? "" : " Example: `" + cell(says.example()) + "`.";
    return cell(says.means()) + example;
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
