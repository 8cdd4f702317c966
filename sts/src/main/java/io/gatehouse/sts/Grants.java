package io.gatehouse.sts;

import io.gatehouse.sts.consent.Consents;
import io.gatehouse.sts.issue.OwnKeys;
import io.gatehouse.sts.issue.OwnTokens;
import io.gatehouse.sts.issue.Standing;
import io.gatehouse.sts.issue.TokenIssuer;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.token.Grant;
import io.gatehouse.sts.token.TokenEndpoint;
import io.gatehouse.sts.token.assertion.AssertionDecision;
import io.gatehouse.sts.token.authorizationcode.AuthorizationCodeGrant;
import io.gatehouse.sts.token.clientcredentials.ClientCredentialsGrant;
import io.gatehouse.sts.token.devicecode.DeviceCodeGrant;
import io.gatehouse.sts.token.jwtbearer.JwtBearerGrant;
import io.gatehouse.sts.token.refreshtoken.Families;
import io.gatehouse.sts.token.refreshtoken.RefreshTokenGrant;
import io.gatehouse.sts.token.samlbearer.SamlBearerGrant;
import io.gatehouse.tokens.saml.AssertionVerifier;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The token endpoint with every grant, put together. */
record Grants(
    Sts.Offer offer, Sts.Stores stores, Sts.Registers registers, Sts.Surroundings around) {

  /** What other endpoints use too. */
  record Parts(
      Standing standing, OwnKeys keys, OwnTokens tokens, Families families, Consents consents) {}

  TokenEndpoint endpoint(ClientProofs proofs, Parts parts) {
    var terms =
        new TokenIssuer.Terms(offer.issuer(), offer.scopes(), offer.lifetimes(), around.clock());
    return new TokenEndpoint(
        new TokenEndpoint.Callers(proofs.authentication(), proofs.dpop()),
        grants(proofs, parts),
        new TokenIssuer(parts.standing, terms, parts.keys, parts.families),
        around.audit());
  }

  /** Those that nobody could use: the configuration names nothing for them. */
  Set<GrantType> without() {
    var without = EnumSet.noneOf(GrantType.class);
    if (offer.exchange().isEmpty()) {
      without.add(GrantType.TOKEN_EXCHANGE);
    }
    if (around.signed().assertions().jwt().isEmpty()) {
      without.add(GrantType.JWT_BEARER);
    }
    if (around.signed().assertions().saml().isEmpty()) {
      without.add(GrantType.SAML_BEARER);
    }
    return without;
  }

  private List<Grant> grants(ClientProofs proofs, Parts parts) {
    return Stream.of(
            ofPeople(parts).stream(), Stream.of(exchange(parts)), byAssertion(proofs).stream())
        .flatMap(all -> all)
        .filter(grant -> !without().contains(grant.type()))
        .toList();
  }

  private Grant exchange(Parts parts) {
    return new Exchanges(offer, registers, around).grant(parts.tokens, parts.standing);
  }

  private List<Grant> byAssertion(ClientProofs proofs) {
    var issuers = around.signed().assertions();
    var decision =
        new AssertionDecision(issuers.people(), offer.resources(), proofs.once(), around.random());
    return List.of(
        new JwtBearerGrant(offer.issuer(), issuers.jwt(), decision, around.clock()),
        new SamlBearerGrant(
            offer.issuer(),
            issuers.saml(),
            decision,
            new AssertionVerifier(issuers.library(), around.clock())));
  }

  private List<Grant> ofPeople(Parts parts) {
    return List.of(
        new AuthorizationCodeGrant(
            stores.codes(),
            parts.consents,
            registers.ledger(),
            new AuthorizationCodeGrant.Terms(offer.lifetimes(), around.clock())),
        new RefreshTokenGrant(parts.families, parts.standing, around.random()),
        new ClientCredentialsGrant(offer.scopes(), offer.resources(), around.random()),
        new DeviceCodeGrant(stores.devices(), around.clock()));
  }
}
