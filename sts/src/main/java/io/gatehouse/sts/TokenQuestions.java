package io.gatehouse.sts;

import io.gatehouse.sts.introspection.IntrospectionAction;
import io.gatehouse.sts.issue.OwnTokens;
import io.gatehouse.sts.issue.Standing;
import io.gatehouse.sts.revocation.RevocationAction;
import io.gatehouse.sts.token.refreshtoken.Families;

/** What clients ask and do about tokens that were issued, put together. */
record TokenQuestions(
    Sts.Offer offer,
    Sts.Registers registers,
    Sts.Surroundings around,
    OwnTokens tokens,
    Families families) {

  IntrospectionAction introspection(Standing standing) {
    return new IntrospectionAction(
        offer.issuer(),
        tokens,
        families,
        new IntrospectionAction.Holders(registers.clients(), standing));
  }

  RevocationAction revocation() {
    return new RevocationAction(tokens, families, registers.ledger(), around.audit());
  }
}
