package io.gatehouse.sts.registration;

import io.gatehouse.sts.client.MetadataReading;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.tokens.jwt.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an application that registers itself may be at most.
 *
 * @param open whether anybody may; else only who brings an initial access token
 * @param scopes those it can be given
 * @param grants those it can use
 * @param requirePkce whether even a confidential application must
 */
public record RegistrationPolicy(
    boolean open, Set<String> scopes, Set<GrantType> grants, boolean requirePkce) {

  /** Ours: what they stand for is given by administrators alone. */
  private static final Set<String> NOT_OFFERED = Set.of("first_party", "owner", "resources");

  public RegistrationPolicy {
    scopes = Set.copyOf(scopes);
    grants = Set.copyOf(grants);
  }

  /** A request cut down to what may be registered, or the reason why it may not. */
  sealed interface Cut {
    record Down(Json.Members metadata) implements Cut {}

    record Refused(MetadataReading.Refused refusal) implements Cut {}
  }

  /**
   * RFC 7591 §2: what is not understood is ignored, and scopes may be replaced; the answer tells.
   *
   * @param understood the members that mean something here
   */
  Cut cut(Json.Members asked, Set<String> understood) {
    var refused = new TreeSet<>(NOT_OFFERED);
    refused.retainAll(asked.values().keySet());
    if (!refused.isEmpty()) {
      return refuse("The member " + refused.first() + " is set by administrators alone.");
    }
    if (!grantsAreOffered(asked)) {
      return refuse("The member grant_types names a grant that is not offered here.");
    }
    if (requirePkce && asked.get("require_pkce").equals(Optional.of(new Json.Flag(false)))) {
      return refuse("The member require_pkce cannot be false here.");
    }
    if (!asked.text("subject_type").orElse("public").equals("public")) {
      return refuse("The only subject_type is public.");
    }
    var kept = new LinkedHashMap<>(asked.values());
    kept.keySet().retainAll(understood);
    return scoped(asked, kept);
  }

  private Cut scoped(Json.Members asked, Map<String, Json> kept) {
    if (asked.get("scope").isPresent() && asked.text("scope").isEmpty()) {
      return refuse("The member scope must be a string.");
    }
    var wanted =
        asked
            .text("scope")
            .map(text -> new LinkedHashSet<>(List.of(text.split(" ", -1))))
            .orElseGet(() -> new LinkedHashSet<>(new TreeSet<>(scopes)));
    wanted.retainAll(scopes);
    if (wanted.isEmpty()) {
      return refuse("The member scope names no scope that is offered here.");
    }
    kept.put("scope", new Json.Text(String.join(" ", wanted)));
    if (!requirePkce && !asked.text("token_endpoint_auth_method").equals(Optional.of("none"))) {
      kept.putIfAbsent("require_pkce", new Json.Flag(false));
    }
    return new Cut.Down(new Json.Members(kept));
  }

  private boolean grantsAreOffered(Json.Members asked) {
    return asked.get("grant_types").flatMap(Json::texts).orElse(List.of()).stream()
        .allMatch(word -> GrantType.named(word).filter(grants::contains).isPresent());
  }

  private static Cut refuse(String description) {
    return new Cut.Refused(new MetadataReading.Refused("invalid_client_metadata", description));
  }
}
