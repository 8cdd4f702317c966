package io.gatehouse.sts.admin;

import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.identity.UserDirectory;
import io.gatehouse.sts.ledger.Ledger;
import io.gatehouse.sts.ledger.LedgerStore.Listing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Listing and revoking what lives by refresh tokens; access tokens of a family end with it. */
public final class TokenActions implements AdminActions {
  private static final String PATH = "/admin/v1/tokens";

  private final Ledger ledger;
  private final UserDirectory directory;
  private final AuditSink audit;

  public TokenActions(Ledger ledger, UserDirectory directory, AuditSink audit) {
    this.ledger = ledger;
    this.directory = directory;
    this.audit = audit;
  }

  @Override
  public List<AdminAction> actions() {
    return List.of(
        new AdminAction("GET", PATH, Role.VIEWER, BodyFields.refusing(this::list)),
        new AdminAction(
            "DELETE", PATH + "/{id}", Role.OPERATOR, BodyFields.refusing(this::revoke)));
  }

  private Result list(Call call) {
    var page = Page.of(call, Set.of("owner", "client"));
    var entries =
        ledger.list(
            new Listing(
                Set.of(Kind.REFRESH_FAMILY),
                KeyActions.ownerIfAny(directory, call),
                Optional.ofNullable(call.parameters().get("client")),
                page.after(),
                page.most()));
    return new Result.Done(200, KeyActions.page(entries, page.most()));
  }

  private Result revoke(Call call) {
    var family = new LedgerSubject(Kind.REFRESH_FAMILY, call.parameters().getOrDefault("id", ""));
    if (!ledger.revoke(family)) {
      throw BodyFields.notFound();
    }
    audit.record(new AuditSink.Event("token.revoked", call.actor(), family.id(), "ok", Map.of()));
    return new Result.Done(204, "");
  }
}
