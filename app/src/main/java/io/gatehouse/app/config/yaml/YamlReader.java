package io.gatehouse.app.config.yaml;

import io.gatehouse.app.config.yaml.Yaml.Entry;
import io.gatehouse.app.config.yaml.Yaml.Mapping;
import io.gatehouse.app.config.yaml.Yaml.Sequence;
import io.gatehouse.app.config.yaml.Yaml.Text;
import io.gatehouse.identity.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Turns text into {@link Yaml}, within bounds that no honest configuration meets. */
public final class YamlReader {
  private static final int MAX_CHARACTERS = 1 << 20;
  private static final int MAX_ALIASES = 50;
  private static final int MAX_DEPTH = 24;
  private static final int MAX_VALUES = 50_000;

  private final String file;
  private final LoadSettings settings;
  private int values;

  /**
   * @param file as the person named it
   */
  public YamlReader(String file) {
    this.file = file;
    this.settings =
        LoadSettings.builder()
            .setLabel(file)
            .setCodePointLimit(MAX_CHARACTERS)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .build();
  }

  /** What reading gave. */
  public sealed interface Reading {
    record Read(Yaml yaml) implements Reading {}

    record Unreadable(List<Flaw> flaws) implements Reading {}
  }

  /** Reads one document. Nothing is constructed from tags: a tag is refused. */
  public Reading read(String text) {
    try {
      var flaws = eventFlaws(text);
      if (!flaws.isEmpty()) {
        return new Reading.Unreadable(flaws);
      }
      Optional<Node> root = new Compose(settings).composeString(text);
      return root.isPresent()
          ? new Reading.Read(convert(root.get(), 0))
          : unreadable(start(), "The file is empty.");
    } catch (TooMuch tooMuch) {
      return unreadable(tooMuch.at, "The file nests too deep or repeats too much through aliases.");
    } catch (MarkedYamlEngineException broken) {
      var at = broken.getProblemMark().map(this::position).orElse(start());
      return unreadable(at, "This is not YAML: " + broken.getProblem() + ".");
    } catch (YamlEngineException broken) {
      return unreadable(start(), "This is not YAML: " + firstLine(broken) + ".");
    }
  }

  private static String firstLine(Exception exception) {
    return String.valueOf(exception.getMessage()).lines().findFirst().orElse("unreadable");
  }

  private List<Flaw> eventFlaws(String text) {
    var flaws = new ArrayList<Flaw>();
    var documents = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      if (event instanceof DocumentStartEvent && ++documents > 1) {
        flaws.add(flaw(event, "A second document starts here; one file is one configuration."));
      }
      tagOf(event)
          .map(tag -> flaw(event, "Tags are not read; write the value without " + tag + "."))
          .ifPresent(flaws::add);
    }
    return flaws;
  }

  private static Optional<String> tagOf(Event event) {
    return switch (event) {
      case ScalarEvent scalar -> scalar.getTag();
      case CollectionStartEvent collection -> collection.getTag();
      default -> Optional.empty();
    };
  }

  private Flaw flaw(Event event, String message) {
    var at = event.getStartMark().map(this::position).orElse(start());
    return new Flaw(at, "", message, Optional.empty());
  }

  private Reading unreadable(SourcePosition at, String message) {
    return new Reading.Unreadable(List.of(new Flaw(at, "", message, Optional.empty())));
  }

  private Yaml convert(Node node, int depth) {
    var at = node.getStartMark().map(this::position).orElse(start());
    // Aliases share nodes: a small file could unfold into a huge tree, or an endless one.
    if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
      throw new TooMuch(at);
    }
    return switch (node) {
      case ScalarNode scalar -> text(scalar, at);
      case SequenceNode sequence ->
          new Sequence(
              sequence.getValue().stream().map(item -> convert(item, depth + 1)).toList(), at);
      case MappingNode mapping -> mapping(mapping, at, depth + 1);
      default -> throw new TooMuch(at);
    };
  }

  private Mapping mapping(MappingNode node, SourcePosition at, int depth) {
    var entries = node.getValue().stream().map(tuple -> entry(tuple, depth)).toList();
    var flow = node.getFlowStyle() == FlowStyle.FLOW;
    return new Mapping(flow ? FlowNames.rejoin(entries) : entries, at);
  }

  private Entry entry(NodeTuple tuple, int depth) {
    var key = convert(tuple.getKeyNode(), depth);
    var name =
        key instanceof Text text ? text : new Text("(complex key)", true, key.at(), key.at());
    return new Entry(name, convert(tuple.getValueNode(), depth));
  }

  private static Text text(ScalarNode scalar, SourcePosition at) {
    var style = scalar.getScalarStyle();
    var content =
        switch (style) {
          case PLAIN, JSON_SCALAR_STYLE -> at;
          case SINGLE_QUOTED, DOUBLE_QUOTED ->
              new SourcePosition(at.file(), at.line(), at.column() + 1);
          case LITERAL, FOLDED -> new SourcePosition(at.file(), at.line() + 1, 1);
        };
    return new Text(scalar.getValue(), style == ScalarStyle.PLAIN, at, content);
  }

  private SourcePosition position(Mark mark) {
    return new SourcePosition(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private SourcePosition start() {
    return new SourcePosition(file, 1, 1);
  }

  /** The bounds were met. */
  private static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient SourcePosition at;

    TooMuch(SourcePosition at) {
      super("out of bounds");
      this.at = at;
    }
  }
}
