package io.gatehouse.sts.admin;

import io.gatehouse.identity.AdminActions.Call;
import io.gatehouse.identity.AdminActions.Handler;
import io.gatehouse.identity.AdminActions.Result;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.tokens.jwt.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Typed members of a call's JSON body; what cannot be accepted is a {@link Wrong}. */
record BodyFields(Json.Members members) {
  private static final int LONGEST_FILE = 16 * 1024;

  /** A body that is refused. Never leaves the handler it is thrown in. */
  static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Wrong(Problem problem) {
      super(problem.reason());
      this.problem = problem;
    }
  }

  /** A handler whose refusals may be thrown from wherever they are found. */
  static Handler refusing(Handler handler) {
    return call -> {
      try {
        return handler.handle(call);
      } catch (Wrong wrong) {
        return new Result.Refused(wrong.problem);
      }
    };
  }

  /** Reads the body; a member that is not {@code known} is refused, not ignored. */
  static BodyFields of(Call call, Set<String> known) {
    var parsed = call.body().length == 0 ? new Json.Members(Map.of()) : Json.parse(call.body());
    if (!(parsed instanceof Json.Members members)) {
      throw malformed("The body must be a JSON object.");
    }
    if (!known.containsAll(members.values().keySet())) {
      throw malformed("The body has a member that cannot be set. Known: " + sorted(known));
    }
    return new BodyFields(members);
  }

  private static String sorted(Set<String> names) {
    return String.join(", ", new java.util.TreeSet<>(names));
  }

  static Wrong malformed(String detail) {
    return new Wrong(Problem.malformed(detail));
  }

  static Wrong notFound() {
    return new Wrong(
        Problem.of(ProblemKind.NO_ROUTE, "There is nothing with this id.", "unknown id"));
  }

  static Wrong conflict(String detail) {
    return new Wrong(Problem.of(ProblemKind.CONFLICT, detail, detail));
  }

  Optional<String> text(String name) {
    return members
        .get(name)
        .map(value -> {
          if (value instanceof Json.Text(var text) && !text.isEmpty() && isPrintable(text)) {
            return text;
          }
          throw malformed(name + " must be a text of at most 200 printable characters.");
        });
  }

  /** Text of a PEM file. */
  Optional<String> pem(String name) {
    return members
        .get(name)
        .map(value -> {
          if (value instanceof Json.Text(var text) && text.length() <= LONGEST_FILE) {
            return text;
          }
          throw malformed(name + " must be the text of a PEM file of at most 16 KiB.");
        });
  }

  private static boolean isPrintable(String text) {
    return text.length() <= 200 && text.codePoints().noneMatch(Character::isISOControl);
  }

  String required(String name) {
    return text(name).orElseThrow(() -> malformed(name + " is missing."));
  }

  /** Words without spaces. */
  List<String> words(String name) {
    var words =
        members
            .get(name)
            .map(value -> value.texts().orElseThrow(() -> malformed(name + " must be a list.")))
            .orElse(List.of());
    if (words.size() > 100 || !words.stream().allMatch(BodyFields::isWord)) {
      throw malformed(name + " must be a list of at most 100 words without spaces.");
    }
    return words;
  }

  private static boolean isWord(String word) {
    return !word.isEmpty()
        && word.length() <= 200
        && word.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }

  Optional<Instant> instant(String name) {
    return text(name)
        .map(text -> {
          try {
            return Instant.parse(text);
          } catch (DateTimeParseException wrong) {
            throw malformed(name + " must be a time such as 2027-01-31T00:00:00Z.");
          }
        });
  }

  boolean flag(String name) {
    return members
        .get(name)
        .map(value -> {
          if (value instanceof Json.Flag(var set)) {
            return set;
          }
          throw malformed(name + " must be true or false.");
        })
        .orElse(false);
  }

  Optional<Long> whole(String name) {
    return members
        .get(name)
        .map(value -> {
          if (value instanceof Json.Whole(var number) && number >= 0) {
            return number;
          }
          throw malformed(name + " must be a whole number, zero or more.");
        });
  }
}
