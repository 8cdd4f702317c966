package io.gatehouse.sts.client;

import io.gatehouse.tokens.jwt.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Typed access to the members of a client's metadata; a wrong type is a {@link Wrong}. */
record MetadataMembers(Json.Members members) {
  /** A member that cannot be accepted. Caught where the reading began, never further. */
  static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String error;
    private final String description;

    Wrong(String error, String description) {
      super(description);
      this.error = error;
      this.description = description;
    }

    MetadataReading.Refused refused() {
      return new MetadataReading.Refused(error, description);
    }
  }

  static Wrong wrong(String member, String why) {
    return new Wrong("invalid_client_metadata", "The member " + member + " " + why + ".");
  }

  /** Members of which nobody told us what they mean must not be ignored silently. */
  void requireOnly(Set<String> known) {
    for (String name : members.values().keySet()) {
      if (!known.contains(name)) {
        throw new Wrong(
            "invalid_client_metadata", "There is a member that cannot be set: use only " + known);
      }
    }
  }

  Optional<String> text(String name) {
    return members
        .get(name)
        .map(value -> {
          if (value instanceof Json.Text(var text)) {
            return text;
          }
          throw wrong(name, "must be a string");
        });
  }

  Optional<Boolean> flag(String name) {
    return members
        .get(name)
        .map(value -> {
          if (value instanceof Json.Flag(var flag)) {
            return flag;
          }
          throw wrong(name, "must be true or false");
        });
  }

  Optional<List<String>> texts(String name) {
    return members
        .get(name)
        .map(value -> value.texts().orElseThrow(() -> wrong(name, "must be a list of strings")));
  }
}
