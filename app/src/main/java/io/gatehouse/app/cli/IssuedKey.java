package io.gatehouse.app.cli;

import tools.jackson.databind.JsonNode;

/** A key as the admin API answers it once, with its secret. */
record IssuedKey(JsonNode answer) {

  /** API keys alone; signing keys as the key file that {@code gatehouse sign} reads. */
  void show(Surroundings surroundings, Output output, Help help) {
    if (help.json()) {
      output.secret(surroundings, Json.pretty(answer));
      return;
    }
    output.secret(surroundings, text());
    surroundings.err().println(summary());
  }

  private String text() {
    return switch (Json.text(answer, "kind")) {
      case "hmac" ->
          Json.pretty(Json.object().put("keyid", id()).put("secret", Json.text(answer, "secret")));
      case "sigv4" ->
          Json.pretty(
              Json.object()
                  .put("accessKeyId", id())
                  .put("secretAccessKey", Json.text(answer, "secret"))
                  .put("region", or("region", "local"))
                  .put("service", or("service", "gatehouse")));
      default -> Json.text(answer, "secret");
    };
  }

  private String id() {
    return Json.text(answer, "id");
  }

  private String or(String member, String otherwise) {
    var text = Json.text(answer, member);
    return text.isEmpty() ? otherwise : text;
  }

  private String summary() {
    var expires = Json.text(answer, "expires_at");
    return id()
        + (expires.isEmpty() ? "" : " works until " + expires)
        + ". Its secret is not shown again.";
  }
}
