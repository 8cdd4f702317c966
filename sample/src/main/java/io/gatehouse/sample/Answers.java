package io.gatehouse.sample;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** Tells each caller what arrived and who Gatehouse says they are. */
final class Answers {
  private static final String IDENTITY = "Gatehouse-Identity";

  private final Identities identities;

  Answers(Identities identities) {
    this.identities = identities;
  }

  /** Status and JSON text. */
  record Answer(int status, String json) {
    String reason() {
      return switch (status) {
        case 200 -> "OK";
        case 401 -> "Unauthorized";
        default -> "Service Unavailable";
      };
    }
  }

  Answer to(Message message) {
    var tokens = message.values(IDENTITY);
    if (tokens.isEmpty()) {
      return seen(message, Optional.empty());
    }
    try {
      if (tokens.size() > 1) {
        return refused("more than one identity");
      }
      return seen(message, Optional.of(identities.claims(tokens.getFirst())));
    } catch (InvalidJwtException e) {
      return Identities.isOutage(e) ? outage() : refused(reason(e));
    }
  }

  private static Answer seen(Message message, Optional<Map<String, Object>> identity) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("method", message.method());
    answer.put("path", message.path());
    message.query().ifPresentOrElse(q -> answer.put("query", q), () -> answer.put("query", ""));
    answer.put(
        "headers", message.fields().stream().map(f -> List.of(f.name(), f.value())).toList());
    answer.put("body", message.body());
    var json = JsonUtil.toJson(answer);
    var claims = identity.map(JsonUtil::toJson).orElse("null");
    return new Answer(200, json.substring(0, json.length() - 1) + ",\"identity\":" + claims + "}");
  }

  private static String reason(InvalidJwtException e) {
    return e.getErrorDetails().stream()
        .map(error -> error.getErrorMessage())
        .collect(Collectors.joining("; "));
  }

  private static Answer outage() {
    return new Answer(503, JsonUtil.toJson(Map.of("error", "the keys cannot be fetched")));
  }

  private static Answer refused(String reason) {
    return new Answer(
        401, JsonUtil.toJson(Map.of("error", "the identity was refused", "reason", reason)));
  }
}
