package io.gatehouse.sts.authorize;

import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.oauth.ScopeCatalog;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of an authorization request, once its client is known; the first broken one answers.
 */
final class RequestRules {
  private static final int LONGEST_NONCE = 512;
  private static final Set<String> MODES = Set.of("query");

  private final ScopeCatalog catalog;
  private final List<Rule> rules =
      List.of(
          RequestRules::requestIsNotAnObject,
          RequestRules::requestIsNotElsewhere,
          RequestRules::responseTypeIsCode,
          RequestRules::responseModeIsQuery,
          RequestRules::clientMayUseCodes,
          RequestRules::scopeIsAList,
          this::scopesAreKnownAndRegistered,
          RequestRules::challengeIsThereWhenItMust,
          RequestRules::challengeIsSha256,
          RequestRules::promptIsKnown,
          RequestRules::maxAgeIsSeconds,
          RequestRules::nonceIsShort);

  RequestRules(ScopeCatalog catalog) {
    this.catalog = catalog;
  }

  /** Empty when it holds. */
  private interface Rule {
    Optional<Refusal> broken(Draft draft);
  }

  Optional<Refusal> firstBroken(Draft draft) {
    return rules.stream().flatMap(rule -> rule.broken(draft).stream()).findFirst();
  }

  private static Optional<Refusal> requestIsNotAnObject(Draft draft) {
    return unless(
        !draft.has("request"), OAuthError.REQUEST_NOT_SUPPORTED, "Request objects are not read.");
  }

  private static Optional<Refusal> requestIsNotElsewhere(Draft draft) {
    return unless(
        !draft.has("request_uri"),
        OAuthError.REQUEST_URI_NOT_SUPPORTED,
        "Requests by reference are not read.");
  }

  private static Optional<Refusal> responseTypeIsCode(Draft draft) {
    if (!draft.has("response_type")) {
      return broken(OAuthError.INVALID_REQUEST, "The parameter response_type is missing.");
    }
    return unless(
        draft.asked().given("response_type").equals(Optional.of("code")),
        OAuthError.UNSUPPORTED_RESPONSE_TYPE,
        "The only response type is code.");
  }

  private static Optional<Refusal> responseModeIsQuery(Draft draft) {
    return unless(
        draft.asked().given("response_mode").stream().allMatch(MODES::contains),
        OAuthError.INVALID_REQUEST,
        "The only response mode is query.");
  }

  private static Optional<Refusal> clientMayUseCodes(Draft draft) {
    return unless(
        draft.client().metadata().grantTypes().contains(GrantType.AUTHORIZATION_CODE),
        OAuthError.UNAUTHORIZED_CLIENT,
        "The client is not registered for this.");
  }

  private static Optional<Refusal> scopeIsAList(Draft draft) {
    return unless(
        draft.scopes().isPresent(),
        OAuthError.INVALID_SCOPE,
        "The scope is missing or not a list of different words.");
  }

  private Optional<Refusal> scopesAreKnownAndRegistered(Draft draft) {
    var registered = draft.client().metadata().scopes();
    return unless(
        draft.scopes().stream()
            .flatMap(Set::stream)
            .allMatch(scope -> catalog.knows(scope) && registered.contains(scope)),
        OAuthError.INVALID_SCOPE,
        "A scope is not known here or not registered for this client.");
  }

  /** RFC 9700 §2.1.1. */
  private static Optional<Refusal> challengeIsThereWhenItMust(Draft draft) {
    var client = draft.client().metadata();
    boolean must = client.isPublic() || client.requirePkce();
    return unless(
        draft.has("code_challenge") || !must,
        OAuthError.INVALID_REQUEST,
        "The parameter code_challenge is missing.");
  }

  /** RFC 7636 §4.3: without a method it would be plain, which protects nothing. */
  private static Optional<Refusal> challengeIsSha256(Draft draft) {
    var method = draft.asked().given("code_challenge_method");
    boolean well =
        draft.has("code_challenge")
            ? draft.challenge().isPresent() && method.equals(Optional.of("S256"))
            : method.isEmpty();
    return unless(
        well, OAuthError.INVALID_REQUEST, "The code challenge must be one of the method S256.");
  }

  private static Optional<Refusal> promptIsKnown(Draft draft) {
    return unless(
        draft.prompts().isPresent(),
        OAuthError.INVALID_REQUEST,
        "The parameter prompt may hold login and consent, or none alone.");
  }

  private static Optional<Refusal> maxAgeIsSeconds(Draft draft) {
    return unless(
        !draft.has("max_age") || draft.maxAge().isPresent(),
        OAuthError.INVALID_REQUEST,
        "The parameter max_age is not a number of seconds.");
  }

  private static Optional<Refusal> nonceIsShort(Draft draft) {
    return unless(
        draft.asked().given("nonce").stream().allMatch(nonce -> nonce.length() <= LONGEST_NONCE),
        OAuthError.INVALID_REQUEST,
        "The nonce is longer than 512 characters.");
  }

  private static Optional<Refusal> unless(boolean holds, OAuthError error, String description) {
    return holds ? Optional.empty() : broken(error, description);
  }

  private static Optional<Refusal> broken(OAuthError error, String description) {
    return Optional.of(Refusal.of(error, description));
  }
}
