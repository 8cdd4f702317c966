package io.gatehouse.sts.authorize;

import io.gatehouse.sts.oauth.ClaimsRequest;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.sts.oauth.SignIn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules of an authorization request, once its client is known; the first broken one answers.
 */
final class RequestRules {
  private static final int LONGEST_NONCE = 512;
  private static final Set<String> MODES = Set.of("query", "form_post");

  /** RFC 7638: the base64url SHA-256 of a key. */
  private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final ScopeCatalog catalog;
  private final List<Rule> rules =
      List.of(
          RequestRules::requestIsPushedWhenItMust,
          RequestRules::requestIsSignedWhenItMust,
          RequestRules::requestIsNotAnObject,
          RequestRules::requestIsNotElsewhere,
          RequestRules::registrationIsNotHere,
          RequestRules::responseTypeIsCode,
          RequestRules::responseModeIsKnown,
          RequestRules::clientMayUseCodes,
          RequestRules::scopeIsAList,
          this::scopesAreKnownAndRegistered,
          RequestRules::challengeIsThereWhenItMust,
          RequestRules::challengeIsSha256,
          RequestRules::promptIsKnown,
          RequestRules::maxAgeIsSeconds,
          RequestRules::nonceIsShort,
          RequestRules::claimsAreReadable,
          RequestRules::contextClassCanBeMet,
          RequestRules::dpopKeyIsAThumbprint);

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

  /** RFC 9126 §6. */
  private static Optional<Refusal> requestIsPushedWhenItMust(Draft draft) {
    return unless(
        draft.asked().isPushed() || !draft.client().metadata().security().pushedRequests(),
        OAuthError.INVALID_REQUEST,
        "This client must push its requests to the endpoint for that.");
  }

  /** RFC 9101 §10.5. */
  private static Optional<Refusal> requestIsSignedWhenItMust(Draft draft) {
    return unless(
        draft.asked().isSigned() || !draft.client().metadata().security().signedRequests(),
        OAuthError.INVALID_REQUEST,
        "This client must sign its requests.");
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

  /** OpenID Connect Core §7.2.1: only for self-issued providers. */
  private static Optional<Refusal> registrationIsNotHere(Draft draft) {
    return unless(
        !draft.has("registration"),
        OAuthError.REGISTRATION_NOT_SUPPORTED,
        "Clients are not registered by a request.");
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

  private static Optional<Refusal> responseModeIsKnown(Draft draft) {
    return unless(
        draft.asked().given("response_mode").stream().allMatch(MODES::contains),
        OAuthError.INVALID_REQUEST,
        "The response mode must be query or form_post.");
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
        "The parameter prompt may hold login, consent and select_account, or none alone.");
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

  private static Optional<Refusal> claimsAreReadable(Draft draft) {
    return unless(
        draft.claims().isPresent(),
        OAuthError.INVALID_REQUEST,
        "The parameter claims is not an object as OpenID Connect Core describes it.");
  }

  /** OpenID Connect Core §5.5.1.1: an essential class that cannot be met is a failed sign-in. */
  private static Optional<Refusal> contextClassCanBeMet(Draft draft) {
    var wanted = draft.claims().map(ClaimsRequest::contextClasses).orElse(List.of());
    return unless(
        wanted.isEmpty() || wanted.contains(SignIn.PASSWORD_CLASS),
        OAuthError.UNMET_AUTHENTICATION_REQUIREMENTS,
        "No sign-in here has one of the classes that are asked for.");
  }

  private static Optional<Refusal> dpopKeyIsAThumbprint(Draft draft) {
    return unless(
        draft.asked().given("dpop_jkt").stream().allMatch(k -> THUMBPRINT.matcher(k).matches()),
        OAuthError.INVALID_REQUEST,
        "The parameter dpop_jkt is not the thumbprint of a key.");
  }

  private static Optional<Refusal> unless(boolean holds, OAuthError error, String description) {
    return holds ? Optional.empty() : broken(error, description);
  }

  private static Optional<Refusal> broken(OAuthError error, String description) {
    return Optional.of(Refusal.of(error, description));
  }
}
