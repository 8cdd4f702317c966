package io.gatehouse.sts;

import io.gatehouse.identity.OwnerFinder;
import io.gatehouse.sts.token.jwtbearer.JwtIssuer;
import io.gatehouse.sts.token.samlbearer.SamlIssuer;
import io.gatehouse.tokens.saml.OpenSaml;
import java.util.List;
import java.util.function.Supplier;

/**
 * Other issuers whose assertions are taken for tokens.
 *
 * @param people whom the assertions speak of
 * @param library takes long when it is asked for first
 */
public record AssertionIssuers(
    List<JwtIssuer> jwt, List<SamlIssuer> saml, OwnerFinder people, Supplier<OpenSaml> library) {
  public AssertionIssuers {
    jwt = List.copyOf(jwt);
    saml = List.copyOf(saml);
  }
}
