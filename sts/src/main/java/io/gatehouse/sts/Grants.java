package io.gatehouse.sts;

import io.gatehouse.sts.consent.Consents;
import io.gatehouse.sts.issue.OwnKeys;
import io.gatehouse.sts.issue.OwnTokens;
import io.gatehouse.sts.issue.Standing;
import io.gatehouse.sts.issue.TokenIssuer;
import io.gatehouse.sts.token.Grant;
import io.gatehouse.sts.token.TokenEndpoint;
import io.gatehouse.sts.token.authorizationcode.AuthorizationCodeGrant;
import io.gatehouse.sts.token.clientcredentials.ClientCredentialsGrant;
import io.gatehouse.sts.token.devicecode.DeviceCodeGrant;
import io.gatehouse.sts.token.refreshtoken.Families;
import io.gatehouse.sts.token.refreshtoken.RefreshTokenGrant;
import java.util.List;

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
        grants(parts),
        new TokenIssuer(parts.standing, terms, parts.keys, parts.families),
        around.audit());
  }

  private List<Grant> grants(Parts parts) {
    return List.of(
        new AuthorizationCodeGrant(
            stores.codes(),
            parts.consents,
            registers.ledger(),
            new AuthorizationCodeGrant.Terms(offer.lifetimes(), around.clock())),
        new RefreshTokenGrant(parts.families, parts.standing, around.random()),
        new ClientCredentialsGrant(offer.scopes(), offer.resources(), around.random()),
        new DeviceCodeGrant(stores.devices(), around.clock()),
        new Exchanges(offer, registers, around).grant(parts.tokens, parts.standing));
  }
}
