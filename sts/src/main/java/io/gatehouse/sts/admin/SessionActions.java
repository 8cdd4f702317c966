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
import java.util.Set;

/** Listing and ending browser sessions. */
public final class SessionActions implements AdminActions {
  private static final String PATH = "/admin/v1/sessions";

  private final Ledger ledger;
  private final UserDirectory directory;
  private final AuditSink audit;

  public SessionActions(Ledger ledger, UserDirectory directory, AuditSink audit) {
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
    var page = Page.of(call, Set.of("owner"));
    var owner = KeyActions.ownerIfAny(directory, call);
    var entries = ledger.list(new Listing(Set.of(Kind.SESSION), owner, page.after(), page.most()));
    return new Result.Done(200, KeyActions.page(entries, page.most()));
  }

  private Result revoke(Call call) {
    var session = new LedgerSubject(Kind.SESSION, call.parameters().getOrDefault("id", ""));
    if (!ledger.revoke(session)) {
      throw BodyFields.notFound();
    }
    audit.record(
        new AuditSink.Event("session.revoked", call.actor(), session.id(), "ok", Map.of()));
    return new Result.Done(204, "");
  }
}
