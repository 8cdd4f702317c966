package io.gatehouse.sts.admin;

import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.AuditSink;
import io.gatehouse.sts.keys.SigningKeys;
import io.gatehouse.sts.keys.StoredSigningKey;
import io.gatehouse.tokens.jwt.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Listing the issuer's signing keys, starting a rotation, taking a stolen key back. */
public final class SigningKeyActions implements AdminActions {
  private static final String PATH = "/admin/v1/signing-keys";

  private final SigningKeys keys;
  private final AuditSink audit;

  public SigningKeyActions(SigningKeys keys, AuditSink audit) {
    this.keys = keys;
    this.audit = audit;
  }

  @Override
  public List<AdminAction> actions() {
    return List.of(
        new AdminAction("GET", PATH, Role.VIEWER, call -> list(200)),
        new AdminAction("POST", PATH, Role.ADMIN, BodyFields.refusing(this::rotate)),
        new AdminAction(
            "POST",
            PATH + "/{id}/compromised",
            Role.ADMIN,
            BodyFields.refusing(this::compromised)));
  }

  private Result compromised(Call call) {
    var _ = BodyFields.of(call, Set.of());
    var kid = call.parameters().getOrDefault("id", "");
    if (!keys.compromised(kid)) {
      throw BodyFields.notFound();
    }
    audit.record(new AuditSink.Event("signing_key.compromised", call.actor(), kid, "ok", Map.of()));
    return list(200);
  }

  private Result list(int status) {
    var items = keys.list().stream().map(SigningKeyActions::described).toList();
    return new Result.Done(status, EntryJson.page(items, Integer.MAX_VALUE, ""));
  }

  private Result rotate(Call call) {
    var _ = BodyFields.of(call, Set.of());
    keys.rotate();
    audit.record(
        new AuditSink.Event("signing_keys.rotated", call.actor(), "signing_keys", "ok", Map.of()));
    return list(202);
  }

  private static Json.Members described(StoredSigningKey key) {
    var members = new LinkedHashMap<String, Json>();
    members.put("kid", new Json.Text(key.kid()));
    members.put("alg", new Json.Text(key.algorithm().word()));
    members.put("state", new Json.Text(key.state().name().toLowerCase(Locale.ROOT)));
    members.put("created_at", new Json.Text(key.createdAt().toString()));
    members.put("changed_at", new Json.Text(key.changedAt().toString()));
    return new Json.Members(members);
  }
}
