package io.gatehouse.gateway.respond;

import io.gatehouse.gateway.call.Call;
import io.gatehouse.gateway.route.Policy.Verdict;
import io.gatehouse.gateway.route.Route;
import io.gatehouse.gateway.route.RoutingPlan.CredentialEntry;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.Scopes;
import io.gatehouse.tokens.jwt.DpopVerifier;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code WWW-Authenticate}: one challenge for each scheme that the route takes. */
final class Challenges {
  private Challenges() {}

  static List<HttpField> of(Call call, Problem problem) {
    var route = call.trail().route();
    if (route.isEmpty()) {
      return List.of();
    }
    return switch (problem.kind().status()) {
      case 401 -> all(call, route.get(), problem);
      case 403 -> insufficientScope(call, route.get(), problem);
      default -> List.of();
    };
  }

  private static List<HttpField> all(Call call, Route route, Problem problem) {
    var fields = new ArrayList<HttpField>();
    var kinds = EnumSet.noneOf(CredentialKind.class);
    for (CredentialEntry entry : route.accept()) {
      // A challenge is an invitation: none where the credential would travel in the clear.
      boolean invited = call.authority().secure() || !entry.overTlsOnly();
      if (invited && kinds.add(entry.kind())) {
        challenges(call, entry.kind(), problem).forEach(fields::add);
      }
    }
    return fields;
  }

  private static List<HttpField> challenges(Call call, CredentialKind kind, Problem problem) {
    return switch (kind) {
      case JWT ->
          List.of(challenge(bearer(call, error(call, problem))), challenge(dpop(call, problem)));
      case API_KEY -> List.of(challenge("ApiKey realm=\"gatehouse\""));
      case SAML -> List.of(challenge("SAML realm=\"gatehouse\""));
      // RFC 7617 §2.1.
      case BASIC -> List.of(challenge("Basic realm=\"gatehouse\", charset=\"UTF-8\""));
      // RFC 9421 §5.1: what a signature has to cover, as the service asks for it.
      case SIGNATURE ->
          List.of(
              challenge("Signature realm=\"gatehouse\""),
              new HttpField(
                  "Accept-Signature",
                  "sig=(\"@method\" \"@target-uri\" \"content-digest\");created;keyid"));
      case SIGV4 -> List.of(challenge("AWS4-HMAC-SHA256 realm=\"gatehouse\""));
      case CERTIFICATE -> List.of(challenge("Certificate realm=\"gatehouse\""));
      // RFC 9110 §15.5.2: a 401 has a challenge; a program cannot answer this one.
      case SESSION -> List.of(challenge("Session realm=\"gatehouse\""));
    };
  }

  // RFC 9449 §7.1, §9: the nonce that is asked for stands in a field of its own.
  private static String dpop(Call call, Problem problem) {
    boolean nonce = call.answerFields().stream().anyMatch(field -> field.isNamed("DPoP-Nonce"));
    return "DPoP"
        + (nonce
            ? " error=\"use_dpop_nonce\","
            : error(call, problem).replaceFirst("^, (.*)$", " $1,"))
        + " algs=\""
        + DpopVerifier.algorithms()
        + "\"";
  }

  // RFC 6750 §3.1: without a token there is no error to tell.
  private static String error(Call call, Problem problem) {
    boolean tokenSent = call.trail().credential().equals(CredentialKind.JWT.code());
    return tokenSent && problem.kind() == ProblemKind.INVALID_CREDENTIAL
        ? ", error=\"invalid_token\""
        : "";
  }

  private static List<HttpField> insufficientScope(Call call, Route route, Problem problem) {
    if (problem.kind() != ProblemKind.INSUFFICIENT_SCOPE || !route.accepts(CredentialKind.JWT)) {
      return List.of();
    }
    Set<String> missing =
        call.trail()
            .verdict()
            .map(
                v -> v instanceof Verdict.Denied denied ? denied.missingScopes() : Set.<String>of())
            .orElse(Set.of());
    var scope = missing.isEmpty() ? "" : ", scope=\"" + Scopes.format(missing) + "\"";
    return List.of(challenge(bearer(call, ", error=\"insufficient_scope\"" + scope)));
  }

  // RFC 9728 §5.1: where a client learns which authorization server to ask.
  private static String bearer(Call call, String rest) {
    var metadata =
        call.trail()
            .route()
            .flatMap(route -> call.routes().resources().metadataUrl(route.service().resource()))
            .map(url -> ", resource_metadata=\"" + url + "\"")
            .orElse("");
    return "Bearer realm=\"gatehouse\"" + rest + metadata;
  }

  private static HttpField challenge(String value) {
    return new HttpField("WWW-Authenticate", value);
  }
}
