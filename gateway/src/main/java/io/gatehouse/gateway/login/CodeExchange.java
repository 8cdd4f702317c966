package io.gatehouse.gateway.login;

import io.gatehouse.gateway.session.BrowserSession.SignedIn;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.Scopes;
import io.gatehouse.tokens.jwt.Base64Url;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.Verification;
import io.gatehouse.tokens.jwt.VerifiedJwt;
import io.gatehouse.web.egress.FormAnswer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/** Turns a code into the issuer's word of who signed in. Tokens end here. Blocks. */
final class CodeExchange {
  private static final int ID_BYTES = 16;

  private final IdTokens tokens;
  private final InstantSource clock;
  private final SecureRandom random;

  CodeExchange(InstantSource clock, SecureRandom random) {
    this.tokens = new IdTokens(clock);
    this.clock = clock;
    this.random = random;
  }

  /** Who signed in, or why nobody did. */
  sealed interface Outcome {
    record Proven(SignedIn who) implements Outcome {}

    /**
     * @param reason for the operator; carries nothing of a token
     */
    record Refused(String reason) implements Outcome {}
  }

  Outcome redeem(LoginTerms terms, LoginState state, String code) {
    var endpoint = terms.issuer().endpoints().token();
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", terms.returnAddress(state.origin()));
    form.put("code_verifier", state.verifier());
    var occasion =
        new ClientProof.Occasion(
            terms.clientId(), terms.issuer().name(), clock.instant(), assertionId());
    form.putAll(terms.proof().fields(occasion));
    var answer =
        terms.issuer().post(endpoint, FormBody.of(form), terms.proof().authorization(occasion));
    return read(terms, state, answer);
  }

  private String assertionId() {
    var fresh = new byte[ID_BYTES];
    random.nextBytes(fresh);
    return Base64Url.encode(fresh);
  }

  private Outcome read(LoginTerms terms, LoginState state, FormAnswer answer) {
    // RFC 6749 §5.2: a refusal is a 400, or a 401 for the client; everything else is an outage.
    if (answer.status() == 400 || answer.status() == 401) {
      return new Outcome.Refused("the issuer refused the code: " + error(answer));
    }
    if (answer.status() != 200) {
      throw new DependencyUnavailable(
          Dependency.ISSUER, terms.issuer().name() + ": the token endpoint answered " + answer);
    }
    if (!(Json.parse(answer.body()) instanceof Json.Members members)) {
      return new Outcome.Refused("the issuer's answer is not a JSON object");
    }
    var idToken = members.text("id_token");
    if (idToken.isEmpty()) {
      return new Outcome.Refused("the issuer's answer has no id_token");
    }
    var verified =
        tokens.idToken(terms, idToken.get(), state.nonce(), members.text("access_token"));
    return switch (verified) {
      case VerifiedJwt jwt -> new Outcome.Proven(signedIn(terms, jwt, members));
      case Verification.Invalid(var reason) -> new Outcome.Refused("ID token: " + reason);
      case Verification.KeyUnknown(var kid) -> new Outcome.Refused("ID token: no such key");
    };
  }

  private static String error(FormAnswer answer) {
    return Json.parse(answer.body()) instanceof Json.Members members
        ? members.text("error").filter(word -> word.matches("[a-z_]{1,40}")).orElse("no word")
        : "no JSON";
  }

  // RFC 6749 §5.1: left out means granted as asked.
  private static SignedIn signedIn(LoginTerms terms, VerifiedJwt jwt, Json.Members members) {
    Optional<Set<String>> granted = members.text("scope").flatMap(Scopes::parse);
    var scopes = members.get("scope").isEmpty() ? terms.scopes() : granted.orElse(Set.of());
    return new SignedIn(terms.name(), terms.clientId(), jwt, scopes, terms.lives());
  }
}
