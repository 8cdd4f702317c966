package io.gatehouse.sts.admin;

import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.UserDirectory;
import io.gatehouse.sts.consent.Consent;
import io.gatehouse.sts.consent.ConsentStore.Listing;
import io.gatehouse.sts.consent.Consents;
import io.gatehouse.tokens.jwt.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Listing what people allowed to applications, and taking it back for them. */
public final class ConsentActions implements AdminActions {
  private static final String PATH = "/admin/v1/consents";

  private final Consents consents;
  private final UserDirectory directory;
  private final AuditSink audit;

  public ConsentActions(Consents consents, UserDirectory directory, AuditSink audit) {
    this.consents = consents;
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
    var found =
        consents.list(
            new Listing(
                KeyActions.ownerIfAny(directory, call),
                Optional.ofNullable(call.parameters().get("client")),
                page.after(),
                page.most()));
    var last = found.isEmpty() ? "" : found.getLast().id();
    var items = found.stream().map(ConsentActions::described).toList();
    return new Result.Done(200, EntryJson.page(items, page.most(), last));
  }

  private static Json.Members described(Consent consent) {
    var members = new LinkedHashMap<String, Json>();
    members.put("id", new Json.Text(consent.id()));
    members.put("owner", new Json.Text(consent.owner().value()));
    members.put("client_id", new Json.Text(consent.clientId()));
    consent.extent().resource().ifPresent(uri -> members.put("resource", new Json.Text(uri)));
    members.put("scopes", Json.of(consent.extent().scopes().stream().sorted().toList()));
    members.put("claims", Json.of(consent.extent().claims().stream().sorted().toList()));
    members.put("given_at", new Json.Text(consent.givenAt().toString()));
    return new Json.Members(members);
  }

  private Result revoke(Call call) {
    var taken = consents.takeBack(call.parameters().getOrDefault("id", ""));
    if (taken.isEmpty()) {
      throw BodyFields.notFound();
    }
    audit.record(
        new AuditSink.Event(
            "consent.revoked",
            call.actor(),
            taken.get().owner().value(),
            "ok",
            Map.of("client", taken.get().clientId())));
    return new Result.Done(204, "");
  }
}
