package io.gatehouse.sts.admin;

import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.sts.keys.KekFile;
import io.gatehouse.sts.keys.KekRotation;
import io.gatehouse.tokens.jwt.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Replacing the key under which everything is sealed. */
public final class KekActions implements AdminActions {
  private final KekRotation rotation;
  private final AuditSink audit;

  public KekActions(KekRotation rotation, AuditSink audit) {
    this.rotation = rotation;
    this.audit = audit;
  }

  @Override
  public List<AdminAction> actions() {
    return List.of(
        new AdminAction(
            "POST", "/admin/v1/kek/rotation", Role.ADMIN, BodyFields.refusing(this::rotate)));
  }

  private Result rotate(Call call) {
    var _ = BodyFields.of(call, Set.of());
    try {
      var rotated = rotation.rotate();
      var version = Integer.toString(rotated.version());
      audit.record(
          new AuditSink.Event(
              "kek.rotated", call.actor(), "kek", "ok", Map.of("version", version)));
      var members = new LinkedHashMap<String, Json>();
      members.put("version", new Json.Whole(rotated.version()));
      members.put("resealed", new Json.Whole(rotated.resealed()));
      return new Result.Done(200, new Json.Members(members).write());
    } catch (KekFile.Refused unwritable) {
      var words = String.valueOf(unwritable.getMessage());
      throw new BodyFields.Wrong(Problem.of(ProblemKind.CONFLICT, words, words));
    }
  }
}
