package io.gatehouse.app.node;

import io.gatehouse.app.config.yaml.Flaw;
import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.AuditSink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The verbs for the configuration that is in force. */
final class ReloadActions implements AdminActions {
  private static final int INVALID = 422;

  private final Reload reload;
  private final AuditSink audit;

  ReloadActions(Reload reload, AuditSink audit) {
    this.reload = reload;
    this.audit = audit;
  }

  @Override
  public List<AdminAction> actions() {
    return List.of(
        new AdminAction("GET", "/admin/v1/configuration", Role.VIEWER, call -> state()),
        new AdminAction("POST", "/admin/v1/configuration/reload", Role.ADMIN, this::reload));
  }

  private Result state() {
    var state = reload.state();
    var json = new LinkedHashMap<String, Object>();
    json.put("version", state.version());
    json.put("file", reload.file().toString());
    json.put("since", state.since().toString());
    json.put("reloads", Map.of("succeeded", state.succeeded(), "failed", state.failed()));
    json.put("problems", problems(state.problems()));
    return done(200, json);
  }

  private Result reload(Call call) {
    var before = reload.state().version();
    return switch (reload.again()) {
      case Reload.Result.InForce(var version, var changed) -> {
        record(call, version, "ok", before);
        yield done(200, Map.of("version", version, "before", before, "changed", changed));
      }
      case Reload.Result.Refused(var flaws) -> {
        record(call, before, "invalid", before);
        yield done(INVALID, refusal(flaws));
      }
    };
  }

  private void record(Call call, String version, String outcome, String before) {
    audit.record(
        new AuditSink.Event(
            "configuration.reload", call.actor(), version, outcome, Map.of("before", before)));
  }

  private static Map<String, Object> refusal(List<Flaw> flaws) {
    var json = new LinkedHashMap<String, Object>();
    json.put("title", "The configuration has problems");
    json.put("status", INVALID);
    json.put("code", "invalid_configuration");
    json.put(
        "detail",
        flaws.stream()
            .map(Flaw::toString)
            .collect(Collectors.joining("\n", "", "\nNothing was changed.")));
    json.put("problems", problems(flaws));
    return json;
  }

  private static List<Map<String, Object>> problems(List<Flaw> flaws) {
    return flaws.stream().map(ReloadActions::problem).toList();
  }

  private static Map<String, Object> problem(Flaw flaw) {
    var json = new LinkedHashMap<String, Object>();
    json.put("file", flaw.at().file());
    json.put("line", flaw.at().line());
    json.put("column", flaw.at().column());
    json.put("path", flaw.path());
    json.put("message", flaw.message());
    flaw.suggestion().ifPresent(text -> json.put("suggestion", text));
    return json;
  }

  private static Result done(int status, Map<String, Object> json) {
    return new Result.Done(status, JsonMapper.shared().writeValueAsString(json));
  }
}
