package io.gatehouse.sts.admin;

import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.UserDirectory;
import io.gatehouse.sts.client.ClientMetadata;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.client.MetadataReading;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.tokens.jwt.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Registering, listing and revoking clients, in the form of RFC 7591. */
public final class ClientActions implements AdminActions {
  private static final String PATH = "/admin/v1/clients";

  private final Clients clients;
  private final UserDirectory directory;
  private final AuditSink audit;

  public ClientActions(Clients clients, UserDirectory directory, AuditSink audit) {
    this.clients = clients;
    this.directory = directory;
    this.audit = audit;
  }

  @Override
  public List<AdminAction> actions() {
    return List.of(
        new AdminAction("POST", PATH, Role.OPERATOR, BodyFields.refusing(this::register)),
        new AdminAction("GET", PATH, Role.VIEWER, BodyFields.refusing(this::list)),
        new AdminAction(
            "DELETE", PATH + "/{id}", Role.OPERATOR, BodyFields.refusing(this::revoke)));
  }

  private Result register(Call call) {
    return switch (clients.read(withOwnerResolved(call.body()))) {
      case MetadataReading.Refused refused ->
          throw BodyFields.malformed(refused.error() + ": " + refused.description());
      case MetadataReading.Read(var metadata) -> register(call, metadata);
    };
  }

  private Result register(Call call, ClientMetadata metadata) {
    // It takes an application out of every person's consent: more than an operator may decide.
    if (metadata.firstParty() && call.role() != Role.ADMIN) {
      throw new BodyFields.Wrong(
          Problem.of(
              ProblemKind.FORBIDDEN,
              "first_party needs an admin token of the role ADMIN.",
              "first_party by an operator"));
    }
    requireKnown(metadata);
    var registration = clients.register(metadata, call.actor());
    record("client.registered", call, registration.client().clientId());
    return new Result.Done(201, clients.describe(registration));
  }

  private void requireKnown(ClientMetadata metadata) {
    var owner = metadata.owner();
    if (owner.isPresent() && directory.byId(owner.get()).isEmpty()) {
      throw unknownOwner();
    }
  }

  /** The owner may be given by name; what is kept is the entry, which no name change moves. */
  private byte[] withOwnerResolved(byte[] body) {
    if (!(Json.parse(body) instanceof Json.Members members)) {
      return body;
    }
    var name = members.text("owner").filter(text -> EntryUuid.parse(text).isEmpty());
    if (name.isEmpty()) {
      return body;
    }
    var owner = directory.byLoginName(name.get()).orElseThrow(ClientActions::unknownOwner);
    var resolved = new LinkedHashMap<>(members.values());
    resolved.put("owner", new Json.Text(owner.id().value()));
    return new Json.Members(resolved).write().getBytes(StandardCharsets.UTF_8);
  }

  private static BodyFields.Wrong unknownOwner() {
    return BodyFields.malformed("owner is no person of the directory.");
  }

  private Result list(Call call) {
    var page = Page.of(call, Set.of());
    var found = clients.list(page.after(), page.most());
    var items = found.stream().map(this::described).toList();
    var last = found.isEmpty() ? "" : found.getLast().clientId();
    return new Result.Done(200, EntryJson.page(items, page.most(), last));
  }

  private Json.Members described(RegisteredClient client) {
    var json = clients.describe(client).getBytes(StandardCharsets.UTF_8);
    return Json.parse(json) instanceof Json.Members members ? members : new Json.Members(Map.of());
  }

  private Result revoke(Call call) {
    var id = call.parameters().getOrDefault("id", "");
    if (!clients.revoke(id)) {
      throw BodyFields.notFound();
    }
    record("client.revoked", call, id);
    return new Result.Done(204, "");
  }

  private void record(String action, Call call, String clientId) {
    audit.record(new AuditSink.Event(action, call.actor(), clientId, "ok", Map.of()));
  }
}
