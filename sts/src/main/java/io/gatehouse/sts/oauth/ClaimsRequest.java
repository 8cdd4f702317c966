package io.gatehouse.sts.oauth;

import io.gatehouse.tokens.jwt.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The claims that an application asks for by name (OpenID Connect Core §5.5). A claim that is not
 * there is left out, also where it is called essential (§5.5.1).
 *
 * @param idToken names wanted in the ID token
 * @param userinfo names wanted at userinfo
 * @param subject the one person that the answer may be about
 * @param contextClasses {@code acr} values, one of which the application cannot do without
 */
public record ClaimsRequest(
    Set<String> idToken,
    Set<String> userinfo,
    Optional<String> subject,
    List<String> contextClasses) {
  /** No claim is asked for by name. */
  public static final ClaimsRequest NONE =
      new ClaimsRequest(Set.of(), Set.of(), Optional.empty(), List.of());

  private static final int LONGEST = 4096;

  public ClaimsRequest {
    idToken = Set.copyOf(idToken);
    userinfo = Set.copyOf(userinfo);
    contextClasses = List.copyOf(contextClasses);
  }

  /** Reads the parameter; empty when it is not what §5.5 describes. */
  public static Optional<ClaimsRequest> parse(String json) {
    if (json.length() > LONGEST
        || !(Json.parse(json.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            instanceof Json.Members members)) {
      return Optional.empty();
    }
    var idToken = section(members, "id_token");
    var userinfo = section(members, "userinfo");
    return idToken.isEmpty() || userinfo.isEmpty()
        ? Optional.empty()
        : read(idToken.get(), userinfo.get());
  }

  private static Optional<Json.Members> section(Json.Members members, String name) {
    return switch (members.get(name).orElse(new Json.Nothing())) {
      case Json.Nothing() -> Optional.of(new Json.Members(new LinkedHashMap<>()));
      case Json.Members section -> Optional.of(section);
      case Json other -> Optional.empty();
    };
  }

  private static Optional<ClaimsRequest> read(Json.Members idToken, Json.Members userinfo) {
    boolean wellFormed =
        idToken.values().values().stream().allMatch(ClaimsRequest::isRequest)
            && userinfo.values().values().stream().allMatch(ClaimsRequest::isRequest);
    if (!wellFormed) {
      return Optional.empty();
    }
    var subject = one(idToken, "sub").or(() -> one(userinfo, "sub"));
    return Optional.of(
        new ClaimsRequest(
            idToken.values().keySet(),
            userinfo.values().keySet(),
            subject,
            contextClasses(idToken)));
  }

  // §5.5.1: null, or an object that says more.
  private static boolean isRequest(Json value) {
    return value instanceof Json.Nothing || value instanceof Json.Members;
  }

  private static Optional<String> one(Json.Members section, String claim) {
    return member(section, claim).flatMap(request -> request.text("value"));
  }

  /** §5.5.1.1: only an essential class has to be met. */
  private static List<String> contextClasses(Json.Members idToken) {
    var request = member(idToken, "acr");
    boolean essential =
        request.flatMap(acr -> acr.get("essential")).equals(Optional.<Json>of(new Json.Flag(true)));
    if (!essential) {
      return List.of();
    }
    var classes = new LinkedHashSet<String>();
    request.flatMap(acr -> acr.text("value")).ifPresent(classes::add);
    request.flatMap(acr -> acr.get("values")).flatMap(Json::texts).ifPresent(classes::addAll);
    return List.copyOf(classes);
  }

  private static Optional<Json.Members> member(Json.Members section, String claim) {
    return section
        .get(claim)
        .flatMap(value ->
            value instanceof Json.Members request ? Optional.of(request) : Optional.empty());
  }

  /** What a grant keeps of it: only names. */
  public String names() {
    var members = new LinkedHashMap<String, Json>();
    members.put("id_token", Json.of(idToken.stream().sorted().toList()));
    members.put("userinfo", Json.of(userinfo.stream().sorted().toList()));
    return new Json.Members(members).write();
  }

  /** What {@link #names()} wrote. */
  public static ClaimsRequest ofNames(String text) {
    if (Json.parse(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        instanceof Json.Members members) {
      return new ClaimsRequest(
          Set.copyOf(members.get("id_token").flatMap(Json::texts).orElse(List.of())),
          Set.copyOf(members.get("userinfo").flatMap(Json::texts).orElse(List.of())),
          Optional.empty(),
          List.of());
    }
    throw new IllegalStateException("stored names of claims cannot be read");
  }

  /** Only the names, as after a round through the store. */
  public ClaimsRequest namesOnly() {
    return new ClaimsRequest(idToken, userinfo, Optional.empty(), List.of());
  }
}
