package io.gatehouse.sts;

import io.gatehouse.identity.Secret;
import io.gatehouse.sts.client.ClientKeySets;
import io.gatehouse.sts.client.OnceOnly;
import io.gatehouse.sts.token.ClientAssertions;
import io.gatehouse.sts.token.ClientAuthentication;
import io.gatehouse.sts.token.ClientCertificates;
import io.gatehouse.sts.token.DpopProofs;
import io.gatehouse.tokens.jwt.DpopNonces;
import io.gatehouse.tokens.jwt.DpopVerifier;
import java.util.stream.Stream;

/** How clients prove who they are and which keys they hold, put together once for all endpoints. */
final class ClientProofs {
  private final OnceOnly once;
  private final ClientKeySets keys;
  private final DpopProofs dpop;
  private final ClientAuthentication authentication;

  ClientProofs(Sts.Offer offer, Sts.Registers registers, Sts.Surroundings around) {
    this.once = new OnceOnly(around.signed().once());
    this.keys = new ClientKeySets(around.signed().remoteKeys());
    this.dpop = dpop(offer, around, once);
    var assertions = new ClientAssertions(offer.issuer(), keys, once, around.clock());
    var certificates = new ClientCertificates(around.signed().certificates(), keys);
    this.authentication =
        new ClientAuthentication(
            registers.clients(),
            new ClientAuthentication.Proofs(assertions, certificates),
            around.nanos());
  }

  private static DpopProofs dpop(Sts.Offer offer, Sts.Surroundings around, OnceOnly once) {
    var nonces = new DpopNonces(Secret.of(around.random().key()), around.clock());
    var addresses =
        Stream.concat(Stream.of(offer.issuer()), offer.atCertificates().stream()).toList();
    return new DpopProofs(addresses, new DpopVerifier(nonces, around.clock()), once);
  }

  OnceOnly once() {
    return once;
  }

  ClientKeySets keys() {
    return keys;
  }

  DpopProofs dpop() {
    return dpop;
  }

  ClientAuthentication authentication() {
    return authentication;
  }
}
