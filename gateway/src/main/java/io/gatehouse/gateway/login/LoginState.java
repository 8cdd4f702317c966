package io.gatehouse.gateway.login;

import io.gatehouse.tokens.jwt.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * A sign-in that is under way. It lives in a sealed cookie of the browser that began it, so that
 * visitors cost no memory here and nobody else can end it.
 *
 * @param login name of the credential entry
 * @param origin where it began, and where it must end
 * @param target what the browser asked for; a path of this origin
 */
record LoginState(
    String login,
    String state,
    String nonce,
    String verifier,
    String origin,
    String target,
    Instant begun) {

  String write() {
    var members = new LinkedHashMap<String, Json>();
    members.put("l", new Json.Text(login));
    members.put("s", new Json.Text(state));
    members.put("n", new Json.Text(nonce));
    members.put("v", new Json.Text(verifier));
    members.put("o", new Json.Text(origin));
    members.put("t", new Json.Text(target));
    members.put("b", new Json.Whole(begun.getEpochSecond()));
    return new Json.Members(members).write();
  }

  static Optional<LoginState> read(byte[] json) {
    if (!(Json.parse(json) instanceof Json.Members members)
        || !(members.get("b").orElse(new Json.Nothing()) instanceof Json.Whole(var begun))) {
      return Optional.empty();
    }
    return Optional.of(
        new LoginState(
            text(members, "l"),
            text(members, "s"),
            text(members, "n"),
            text(members, "v"),
            text(members, "o"),
            text(members, "t"),
            Instant.ofEpochSecond(begun)));
  }

  private static String text(Json.Members members, String name) {
    return members.text(name).orElse("");
  }
}
