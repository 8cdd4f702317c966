package io.gatehouse.sts.admin;

import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.AdminActions.AdminAction;
import io.gatehouse.identity.AdminActions.Call;
import io.gatehouse.identity.AdminActions.Result;
import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.Secret;
import io.gatehouse.sts.admin.AdminTokens.Administrator;
import io.gatehouse.web.endpoint.Mount;
import io.gatehouse.web.endpoint.MountTable;
import io.gatehouse.web.endpoint.ParametersReading;
import io.gatehouse.web.endpoint.ProblemReply;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The door of the admin API. A caller proves itself with a bearer token in the field and nowhere
 * else, so no browser can be made to call it; then its role is checked, then the action runs.
 * Refusals are recorded here; what was done is recorded by the action, before its answer.
 */
public final class AdminApi {
  private static final String CHALLENGE = "Bearer realm=\"gatehouse-admin\"";
  private static final String SCHEME = "Bearer ";

  private final AdminTokens tokens;
  private final AuditSink audit;

  public AdminApi(AdminTokens tokens, AuditSink audit) {
    this.tokens = tokens;
    this.audit = audit;
  }

  /** Mounts the actions of all modules. */
  public MountTable mount(List<AdminActions> modules) {
    return new MountTable(
        modules.stream().flatMap(module -> module.actions().stream()).map(this::mount).toList());
  }

  private Mount mount(AdminAction action) {
    var mount =
        Mount.of(action.path(), Set.of(action.method()), request -> answer(action, request));
    boolean carries = Set.of("POST", "PUT", "PATCH").contains(action.method());
    return carries ? mount.accepting("application/json") : mount;
  }

  private Reply answer(AdminAction action, Request request) {
    var caller = authenticate(request);
    if (caller.isEmpty()) {
      record(action, "-", "not_authenticated");
      return refuse(Problem.invalidCredential("no valid admin token"), request)
          .with("WWW-Authenticate", CHALLENGE);
    }
    var administrator = caller.get();
    if (administrator.role().compareTo(action.role()) < 0) {
      record(action, administrator.actor(), "role_too_low");
      return refuse(forbidden(action), request);
    }
    return switch (parameters(request)) {
      case Parameters.Read(var values) -> run(action, administrator, values, request);
      case Parameters.Refused(var problem) -> refuse(problem, request);
    };
  }

  private Reply run(
      AdminAction action, Administrator caller, Map<String, String> values, Request request) {
    var call = new Call(caller.actor(), caller.role(), values, request.body().bytes());
    return switch (action.handler().handle(call)) {
      case Result.Done(var status, var json) ->
          (json.isEmpty() ? Reply.empty(status) : Reply.json(status, json))
              .with("Cache-Control", "no-store");
      case Result.Refused(var problem) -> {
        record(action, caller.actor(), problem.kind().code());
        yield refuse(problem, request);
      }
    };
  }

  private Optional<Administrator> authenticate(Request request) {
    return request
        .header("Authorization")
        .value()
        .filter(field -> field.startsWith(SCHEME))
        .flatMap(field -> tokens.authenticate(Secret.ofText(field.substring(SCHEME.length()))));
  }

  private void record(AdminAction action, String actor, String outcome) {
    audit.record(
        new AuditSink.Event(
            "admin.refused", actor, action.path(), outcome, Map.of("method", action.method())));
  }

  private sealed interface Parameters {
    record Read(Map<String, String> values) implements Parameters {}

    record Refused(Problem problem) implements Parameters {}
  }

  private static Parameters parameters(Request request) {
    var values = new HashMap<String, String>();
    switch (request.queryParameters()) {
      case ParametersReading.Refused refused -> {
        return new Parameters.Refused(Problem.malformed(refused.detail()));
      }
      case ParametersReading.Read(var parameters) ->
          parameters
              .names()
              .forEach(name -> parameters.value(name).ifPresent(value -> values.put(name, value)));
    }
    // What the path names wins: a query must not redirect an action to another thing.
    values.putAll(request.pathParameters());
    return new Parameters.Read(values);
  }

  private static Problem forbidden(AdminAction action) {
    return Problem.of(
        ProblemKind.FORBIDDEN,
        "This needs an admin token of the role " + action.role() + ".",
        "role too low for " + action.method() + " " + action.path());
  }

  private static Reply refuse(Problem problem, Request request) {
    return ProblemReply.of(problem, request.requestId());
  }
}
