package io.gatehouse.sts.admin;

import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.AuditSink;
import io.gatehouse.sts.registration.InitialTokens;
import io.gatehouse.tokens.jwt.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Handing out initial access tokens, by which applications register themselves. */
public final class RegistrationActions implements AdminActions {
  private static final long MOST_USES = 1000;
  private static final Duration USUAL_LIFE = Duration.ofDays(7);
  private static final Duration LONGEST_LIFE = Duration.ofDays(365);

  private final InitialTokens tokens;
  private final AuditSink audit;

  public RegistrationActions(InitialTokens tokens, AuditSink audit) {
    this.tokens = tokens;
    this.audit = audit;
  }

  @Override
  public List<AdminAction> actions() {
    return List.of(
        new AdminAction(
            "POST",
            "/admin/v1/registration-tokens",
            Role.OPERATOR,
            BodyFields.refusing(this::make)));
  }

  private Result make(Call call) {
    var fields = BodyFields.of(call, Set.of("uses", "lives"));
    long uses = fields.whole("uses").orElse(1L);
    var lives = fields.whole("lives").map(Duration::ofSeconds).orElse(USUAL_LIFE);
    if (uses < 1 || uses > MOST_USES) {
      throw BodyFields.malformed("uses must be a number from 1 to " + MOST_USES + ".");
    }
    if (lives.isZero() || lives.compareTo(LONGEST_LIFE) > 0) {
      throw BodyFields.malformed("lives must be a number of seconds, at most a year.");
    }
    var made = tokens.make(uses, lives);
    audit.record(
        new AuditSink.Event(
            "registration_token.created",
            call.actor(),
            "registration",
            "ok",
            Map.of("uses", String.valueOf(uses), "until", made.ends().toString())));
    var members = new LinkedHashMap<String, Json>();
    members.put("initial_access_token", new Json.Text(made.token().exposeText()));
    members.put("uses", new Json.Whole(uses));
    members.put("expires_at", new Json.Text(made.ends().toString()));
    return new Result.Done(201, new Json.Members(members).write());
  }
}
