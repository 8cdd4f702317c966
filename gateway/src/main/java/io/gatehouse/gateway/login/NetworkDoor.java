package io.gatehouse.gateway.login;

import io.gatehouse.tokens.jwt.RemoteIssuer;
import io.gatehouse.web.egress.Egress;
import io.gatehouse.web.egress.FormAnswer;
import java.net.URI;
import java.util.Optional;

/** An issuer elsewhere. Its own origin counts as written by the operator, others do not. */
public final class NetworkDoor implements IssuerDoor {
  private final RemoteIssuer issuer;
  private final Egress egress;

  public NetworkDoor(RemoteIssuer issuer, Egress egress) {
    this.issuer = issuer;
    this.egress = egress;
  }

  @Override
  public byte[] document(URI url) {
    return egress.get(url, issuer.trustIn(url), "application/json").body();
  }

  @Override
  public FormAnswer post(URI url, String form, Optional<String> authorization) {
    return egress.submit(url, issuer.trustIn(url), form, authorization);
  }
}
