package io.gatehouse.tokens.jwt;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one JSON value: UTF-8 without errors and byte order mark, at most 20 levels, no member
 * twice, nothing after it. The caller bounds the size.
 */
final class StrictJson {
  private static final int DEEPEST = 20;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(64)
                  .maxNameLength(1024)
                  .build())
          .build();

  private final JsonParser parser;

  private StrictJson(JsonParser parser) {
    this.parser = parser;
  }

  static ParsedJson parse(byte[] utf8) {
    try {
      return parse(decode(utf8));
    } catch (CharacterCodingException notUtf8) {
      return new ParsedJson.Malformed("not UTF-8");
    } catch (JacksonException | NotStrict wrong) {
      return new ParsedJson.Malformed(reason(wrong));
    }
  }

  private static ParsedJson parse(String text) throws NotStrict {
    // RFC 8259 §8.1: no byte order mark; the parser itself would skip one.
    if (text.startsWith("\uFEFF")) {
      throw new NotStrict("byte order mark");
    }
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      var reader = new StrictJson(parser);
      var value = reader.value(parser.nextToken());
      if (parser.nextToken() != null) {
        throw new NotStrict("text after the value");
      }
      return value;
    }
  }

  private static String decode(byte[] utf8) throws CharacterCodingException {
    for (byte b : utf8) {
      if (b < 0) {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      }
    }
    return new String(utf8, StandardCharsets.ISO_8859_1);
  }

  private Json value(@Nullable JsonToken token) throws NotStrict {
    return switch (token) {
      case START_OBJECT -> members();
      case START_ARRAY -> items();
      case VALUE_STRING -> new Json.Text(paired(parser.getString()));
      case VALUE_NUMBER_INT -> whole(parser.getString());
      case VALUE_NUMBER_FLOAT -> new Json.Decimal(parser.getString());
      case VALUE_TRUE -> new Json.Flag(true);
      case VALUE_FALSE -> new Json.Flag(false);
      case VALUE_NULL -> new Json.Nothing();
      case null, default -> throw new NotStrict("no value");
    };
  }

  private Json members() throws NotStrict {
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = paired(parser.currentName());
      // RFC 7519 §4: which of two members counts differs between readers, so neither does.
      if (members.put(name, value(parser.nextToken())) != null) {
        throw new NotStrict("a member twice");
      }
    }
    return new Json.Members(members);
  }

  private Json items() throws NotStrict {
    List<Json> items = new ArrayList<>();
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      items.add(value(token));
    }
    return new Json.Items(items);
  }

  private static Json whole(String digits) {
    try {
      return new Json.Whole(Long.parseLong(digits));
    } catch (NumberFormatException beyond64Bits) {
      return new Json.Decimal(digits);
    }
  }

  // RFC 7493 §2.1: half a surrogate pair is not a character and cannot be written back as UTF-8.
  private static String paired(String text) throws NotStrict {
    int point;
    for (int i = 0; i < text.length(); i += Character.charCount(point)) {
      point = text.codePointAt(i);
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        throw new NotStrict("half a surrogate pair");
      }
    }
    return text;
  }

  private static String reason(Exception wrong) {
    return wrong instanceof NotStrict && wrong.getMessage() != null
        ? wrong.getMessage()
        : "not JSON";
  }

  /** Leaves the recursion; never leaves this class. */
  private static final class NotStrict extends Exception {
    private static final long serialVersionUID = 1L;

    NotStrict(String reason) {
      super(reason, null, false, false);
    }
  }
}
