package io.gatehouse.gateway.login;

import io.gatehouse.gateway.route.Invitation;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.Scopes;
import io.gatehouse.tokens.jwt.Base64Url;
import io.gatehouse.web.endpoint.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends a browser to its issuer: code with PKCE, {@code state} and {@code nonce}. */
final class LoginStart implements Invitation {
  private static final int SECRET_BYTES = 32;

  /** What is longer does not fit into a cookie beside the rest. */
  private static final int LONGEST_TARGET = 1800;

  private final LoginTerms terms;
  private final SealedStates states;
  private final InstantSource clock;
  private final SecureRandom random;

  LoginStart(LoginTerms terms, SealedStates states, InstantSource clock, SecureRandom random) {
    this.terms = terms;
    this.states = states;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Reply to(ReceivedRequest request) {
    var endpoint = terms.issuer().endpoints().authorization().toString();
    var state =
        new LoginState(
            terms.name(),
            text(),
            text(),
            text(),
            request.scheme() + "://" + request.authority(),
            target(request.target()),
            clock.instant());
    var location =
        endpoint + (endpoint.indexOf('?') < 0 ? "?" : "&") + FormBody.of(parameters(state));
    return Reply.empty(303)
        .with("Location", location)
        .with("Cache-Control", "no-store")
        .with("Referrer-Policy", "no-referrer")
        .with(StateCookies.keep(request.fields(), states.seal(state)));
  }

  private Map<String, String> parameters(LoginState state) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("response_type", "code");
    parameters.put("client_id", terms.clientId());
    parameters.put("redirect_uri", terms.returnAddress(state.origin()));
    parameters.put("scope", Scopes.format(terms.scopes()));
    parameters.put("state", state.state());
    parameters.put("nonce", state.nonce());
    parameters.put("code_challenge", challenge(state.verifier()));
    parameters.put("code_challenge_method", "S256");
    return parameters;
  }

  // The byte guard lets nothing else through; a second reading of // or /\ would leave this host.
  private static String target(String asked) {
    boolean plain =
        asked.length() <= LONGEST_TARGET
            && asked.startsWith("/")
            && !asked.startsWith("//")
            && asked.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '\\');
    return plain ? asked : "/";
  }

  private String text() {
    var fresh = new byte[SECRET_BYTES];
    random.nextBytes(fresh);
    return Base64Url.encode(fresh);
  }

  // RFC 7636 §4.2.
  private static String challenge(String verifier) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return Base64Url.encode(digest.digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
