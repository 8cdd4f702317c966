package io.gatehouse.sts.revocation;

import io.gatehouse.identity.AuditSink;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.issue.OwnTokens;
import io.gatehouse.sts.ledger.Ledger;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.token.ClientEndpoint;
import io.gatehouse.sts.token.refreshtoken.Families;
import io.gatehouse.sts.token.refreshtoken.Family;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.web.endpoint.Parameters;
import io.gatehouse.web.endpoint.Reply;
import java.util.Map;

/**
 * Takes a token back for the client it was issued to. A refresh token takes its family and every
 * access token of it along; an access token goes alone. The hint of the type is not needed: the two
 * kinds have forms of their own.
 */
public final class RevocationAction implements ClientEndpoint.Action {
  private final OwnTokens tokens;
  private final Families families;
  private final Ledger ledger;
  private final AuditSink audit;

  public RevocationAction(OwnTokens tokens, Families families, Ledger ledger, AuditSink audit) {
    this.tokens = tokens;
    this.families = families;
    this.ledger = ledger;
    this.audit = audit;
  }

  @Override
  public Checked<Reply> perform(RegisteredClient client, Parameters form) {
    var token = form.given("token");
    if (token.isEmpty()) {
      return Checked.refused(Refusal.malformed("The parameter token is missing."));
    }
    var family = families.of(token.get());
    if (family.isPresent()) {
      return family(client, family.get());
    }
    return tokens
        .accessToken(token.get())
        .map(claims -> accessToken(client, claims))
        // RFC 7009 §2.2: what is no token any more needs no revocation, so this is a success.
        .orElseGet(RevocationAction::done);
  }

  private Checked<Reply> family(RegisteredClient client, Family family) {
    if (!family.clientId().equals(client.clientId())) {
      return notTheirs();
    }
    families.revoke(family);
    record(client, "refresh_family:" + family.id());
    return done();
  }

  private Checked<Reply> accessToken(RegisteredClient client, Claims claims) {
    if (!claims.clientId().filter(client.clientId()::equals).isPresent()) {
      return notTheirs();
    }
    claims
        .id()
        .ifPresent(id -> {
          ledger.revokeToken(id);
          record(client, "token:" + id);
        });
    return done();
  }

  /** RFC 7009 §2.1: a client is told that a token is another's, and nothing happens to it. */
  private static Checked<Reply> notTheirs() {
    return Checked.refused(
        Refusal.of(OAuthError.UNAUTHORIZED_CLIENT, "The token was not issued to this client."));
  }

  private void record(RegisteredClient client, String subject) {
    audit.record(
        new AuditSink.Event(
            "token.revoked", "client:" + client.clientId(), subject, "ok", Map.of()));
  }

  private static Checked<Reply> done() {
    return Checked.passed(Reply.empty(200).with("Cache-Control", "no-store"));
  }
}
