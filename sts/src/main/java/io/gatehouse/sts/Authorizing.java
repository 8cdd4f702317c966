package io.gatehouse.sts;

import io.gatehouse.sts.authorize.AuthorizationFlow;
import io.gatehouse.sts.authorize.Codes;
import io.gatehouse.sts.authorize.FormPost;
import io.gatehouse.sts.authorize.PushedRequests;
import io.gatehouse.sts.authorize.RequestObjects;
import io.gatehouse.sts.authorize.RequestReader;
import io.gatehouse.sts.authorize.Transactions;
import io.gatehouse.sts.consent.Consents;
import io.gatehouse.sts.issue.OwnTokens;
import io.gatehouse.sts.issue.Standing;
import io.gatehouse.sts.pages.FailurePages;
import io.gatehouse.sts.pages.Pages;
import io.gatehouse.sts.session.BrowserSessions;

/** The way from an authorization request to a code, put together. */
record Authorizing(
    Sts.Offer offer, Sts.Stores stores, Sts.Registers registers, Sts.Surroundings around) {

  /** What other endpoints use too. */
  record Parts(
      Standing standing,
      OwnTokens tokens,
      BrowserSessions sessions,
      FailurePages failures,
      Pages pages) {}

  AuthorizationFlow flow(ClientProofs proofs, Parts parts) {
    var reader =
        new RequestReader(
            registers.clients(),
            parts.tokens(),
            new RequestReader.Offer(
                offer.issuer(), offer.scopes(), offer.resources(), new FormPost(parts.pages())));
    var transactions =
        new Transactions(stores.transactions(), offer.lifetimes(), around.random(), around.clock());
    var terms = new Codes.Terms(offer.lifetimes(), around.random(), around.clock());
    return new AuthorizationFlow(
        offer.issuer(),
        reader,
        origins(reader, proofs),
        parts.sessions(),
        transactions,
        consents(),
        new Codes(stores.codes(), parts.standing(), offer.scopes(), terms),
        parts.failures(),
        around.clock());
  }

  Consents consents() {
    return new Consents(stores.consents(), registers.ledger(), around.random(), around.clock());
  }

  private AuthorizationFlow.Origins origins(RequestReader reader, ClientProofs proofs) {
    var signatures = new RequestObjects.Signatures(proofs.keys(), proofs.once());
    var objects =
        new RequestObjects(registers.clients(), offer.issuer(), signatures, around.clock());
    var terms = new PushedRequests.Terms(around.random(), around.clock());
    return new AuthorizationFlow.Origins(
        new PushedRequests(reader, objects, stores.pushedRequests(), terms), objects);
  }
}
