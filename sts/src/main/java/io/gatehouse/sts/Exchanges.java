package io.gatehouse.sts;

import io.gatehouse.sts.issue.OwnTokens;
import io.gatehouse.sts.issue.Standing;
import io.gatehouse.sts.token.tokenexchange.GatewayTokens;
import io.gatehouse.sts.token.tokenexchange.SubjectTokens;
import io.gatehouse.sts.token.tokenexchange.TokenExchangeGrant;

/** The parts of token exchange, put together. */
record Exchanges(Sts.Offer offer, Sts.Registers registers, Sts.Surroundings around) {

  TokenExchangeGrant grant(OwnTokens tokens, Standing standing) {
    var identities =
        new GatewayTokens(
            offer.issuer(), offer.resources(), registers.identityKeys(), around.clock());
    return new TokenExchangeGrant(
        offer.exchange(),
        new TokenExchangeGrant.Readers(
            new SubjectTokens(tokens, identities, offer.resources(), standing), tokens),
        offer.resources(),
        new TokenExchangeGrant.Chance(around.random(), around.clock()));
  }
}
