package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Means;
import java.time.Duration;
import java.util.Set;

/** Another issuer whose assertions clients may bring for tokens. */
@Means("An issuer whose assertions clients may bring for tokens (RFC 7523, RFC 7522).")
public record AssertionIssuer(
    @Key(
            means =
                "The `oidc` or `saml` credential that says who the issuer is, by which keys it is"
                    + " known and how its people are found. Assertions must name `sts.issuer` as"
                    + " their audience.",
            names = "credentials",
            example = "partner")
        String credential,
    @Key(means = "The clients that may bring them.", needed = true, example = "[Zm9vYmFyYmF6]")
        Set<String> clients,
    @Key(
            means = "The scopes that they give at most.",
            names = "sts.scopes",
            needed = true,
            example = "[orders.read]")
        Set<String> scopes,
    @Key(means = "The longest life of an assertion, at most 10m.", otherwise = "5m")
        Duration maxLifetime) {
  public AssertionIssuer {
    clients = Set.copyOf(clients);
    scopes = Set.copyOf(scopes);
  }
}
