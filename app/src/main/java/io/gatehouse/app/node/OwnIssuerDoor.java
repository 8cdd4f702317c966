package io.gatehouse.app.node;

import io.gatehouse.gateway.login.IssuerDoor;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.web.egress.FormAnswer;
import io.gatehouse.web.endpoint.MountTable;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.RequestDraft;
import io.gatehouse.web.path.Authority;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** The issuer of this process, met without a connection. */
final class OwnIssuerDoor implements IssuerDoor {
  private static final int ID_BYTES = 16;

  private final MountTable issuer;
  private final SecureRandom random;

  OwnIssuerDoor(MountTable issuer, SecureRandom random) {
    this.issuer = issuer;
    this.random = random;
  }

  @Override
  public byte[] document(URI url) {
    var reply = answer(url, RequestDraft.get(url.getRawPath()));
    if (reply.status() != 200) {
      throw new DependencyUnavailable(
          Dependency.ISSUER, "our own issuer answered " + reply.status());
    }
    return reply.body().bytes();
  }

  @Override
  public FormAnswer post(URI url, String form, Optional<String> authorization) {
    var draft = RequestDraft.form(url.getRawPath(), form);
    var reply =
        answer(url, authorization.map(value -> draft.with("Authorization", value)).orElse(draft));
    return new FormAnswer(reply.status(), reply.body().bytes());
  }

  private Reply answer(URI url, RequestDraft draft) {
    var secure = "https".equals(url.getScheme());
    var id = new byte[ID_BYTES];
    random.nextBytes(id);
    return issuer.answer(
        draft
            .named(HexFormat.of().formatHex(id))
            .at(Authority.of(url.getRawAuthority(), secure))
            .request());
  }
}
