package io.gatehouse.app.config.shape;

import io.gatehouse.app.config.value.Parsed;
import io.gatehouse.app.config.yaml.Yaml;
import java.util.List;
import java.util.function.Function;

/**
 * A type that is written as a single value.
 *
 * @param form regular expression of the text, for the JSON Schema; empty: any text
 * @param json types that an editor may see for it: {@code string}, {@code integer}, ...
 * @param words for messages and the reference: "a time with its unit, such as 30s"
 */
public record Scalar<T>(
    Class<T> type,
    String form,
    List<String> json,
    String words,
    Function<Yaml.Text, Parsed<T>> parser) {

  public static <T> Scalar<T> text(
      Class<T> type, String form, String words, Function<String, Parsed<T>> parser) {
    return new Scalar<>(type, form, List.of("string"), words, text -> parser.apply(text.value()));
  }
}
