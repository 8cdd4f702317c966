package io.gatehouse.sts;

import io.gatehouse.identity.OwnerFinder;
import io.gatehouse.sts.token.assertion.AssertionTerms;
import io.gatehouse.sts.token.jwtbearer.JwtIssuer;
import io.gatehouse.sts.token.samlbearer.SamlIssuer;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.JwtSigner;
import io.gatehouse.tokens.jwt.KeySet;
import io.gatehouse.tokens.jwt.KeySource;
import io.gatehouse.tokens.jwt.SigningKey;
import io.gatehouse.tokens.saml.AssertionSigner;
import io.gatehouse.tokens.saml.NewAssertion;
import io.gatehouse.tokens.saml.OpenSaml;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Another company's issuer: of JWTs about people by user name, of SAML assertions by entryUUID. */
public final class PartnerIssuer {
  public static final String JWT = "https://idp.partner.example";
  public static final String SAML = "https://idp.partner.example/saml";

  static final String CLIENT =
      """
      {"client_name": "Bearer", "scope": "openid orders.read orders.write",
       "grant_types": ["urn:ietf:params:oauth:grant-type:jwt-bearer",
         "urn:ietf:params:oauth:grant-type:saml2-bearer"]}
      """;

  private final SigningKey key = SigningKey.generate(JwsAlgorithm.ES256, Jca.installed());
  private Optional<OpenSaml> library = Optional.empty();

  AssertionIssuers trustedFor(Set<String> clients, OwnerFinder people) {
    var terms =
        new AssertionTerms(
            clients,
            Set.of("orders.read"),
            Optional.of(new AssertionTerms.Match("login", "uid")),
            Duration.ofMinutes(5));
    var byId =
        new AssertionTerms(terms.clients(), terms.scopes(), Optional.empty(), terms.longestLife());
    var keys = KeySource.local(() -> KeySet.of(List.of(key.verifying())));
    return new AssertionIssuers(
        List.of(new JwtIssuer(JWT, keys, terms)),
        List.of(new SamlIssuer(SAML, _ -> List.of(key.verifying().publicKey()), byId)),
        people,
        this::library);
  }

  private synchronized OpenSaml library() {
    var started = library.orElseGet(OpenSaml::start);
    library = Optional.of(started);
    return started;
  }

  /** The claims of a JWT that is right in everything. */
  public static Map<String, Json> claims(Instant now, String id) {
    var claims = new LinkedHashMap<String, Json>();
    claims.put("iss", new Json.Text(JWT));
    claims.put("sub", new Json.Text("s-1"));
    claims.put("login", new Json.Text("alice"));
    claims.put("aud", new Json.Text(RunningSts.ISSUER));
    claims.put("iat", new Json.Whole(now.getEpochSecond()));
    claims.put("exp", new Json.Whole(now.getEpochSecond() + 120));
    claims.put("jti", new Json.Text(id));
    return claims;
  }

  public String sign(Map<String, Json> claims) {
    return sign("JWT", claims);
  }

  public String sign(String type, Map<String, Json> claims) {
    var built = Claims.builder();
    claims.forEach(built::put);
    return new JwtSigner(key, type).sign(built.build());
  }

  /** A SAML assertion that is right in everything. */
  public static NewAssertion assertion(Instant now, String id, String person) {
    return new NewAssertion(
        id,
        SAML,
        person,
        RunningSts.ISSUER,
        Optional.of(RunningSts.ISSUER + "/token"),
        now,
        Duration.ofMinutes(2));
  }

  public String sign(NewAssertion assertion) {
    return AssertionSigner.sign(assertion, key);
  }
}
