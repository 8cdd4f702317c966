package io.gatehouse.app.node;

import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.ldap.embedded.EmbeddedPeople;
import io.gatehouse.ldap.embedded.EmbeddedPeople.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.json.JsonMapper;

/** The verbs for people of the embedded directory. */
final class PeopleActions implements AdminActions {
  private final Optional<EmbeddedPeople> people;
  private final AuditSink audit;

  /**
   * @param people empty when the company's own directory is in use, which is changed there
   */
  PeopleActions(Optional<EmbeddedPeople> people, AuditSink audit) {
    this.people = people;
    this.audit = audit;
  }

  @Override
  public List<AdminAction> actions() {
    return List.of(
        new AdminAction("GET", "/admin/v1/people", Role.VIEWER, call -> list()),
        new AdminAction(
            "POST",
            "/admin/v1/people/{name}/disable",
            Role.OPERATOR,
            call -> change(call, "person.disabled", EmbeddedPeople::disable)),
        new AdminAction(
            "POST",
            "/admin/v1/people/{name}/enable",
            Role.OPERATOR,
            call -> change(call, "person.enabled", EmbeddedPeople::enable)));
  }

  private Result list() {
    return people
        .<Result>map(known ->
            new Result.Done(
                200,
                JsonMapper.shared()
                    .writeValueAsString(
                        Map.of("people", known.list().stream().map(this::entry).toList()))))
        .orElseGet(PeopleActions::elsewhere);
  }

  private Map<String, Object> entry(EmbeddedPeople.Listed person) {
    return Map.of(
        "id", person.id().value(), "name", person.username(), "disabled", person.disabled());
  }

  private Result change(
      Call call, String action, BiFunction<EmbeddedPeople, String, Outcome> verb) {
    var name = call.parameters().getOrDefault("name", "");
    if (people.isEmpty()) {
      return elsewhere();
    }
    return switch (verb.apply(people.get(), name)) {
      case Outcome.Done(var id) -> {
        audit.record(
            new AuditSink.Event(action, call.actor(), id.value(), "ok", Map.of("name", name)));
        yield new Result.Done(
            200, JsonMapper.shared().writeValueAsString(Map.of("id", id.value(), "name", name)));
      }
      case Outcome.Unknown() ->
          refused(ProblemKind.NO_ROUTE, "Nobody, or more than one person, has this name.");
      case Outcome.NotSaved(var reason) -> refused(ProblemKind.CONFLICT, reason);
    };
  }

  private static Result elsewhere() {
    return refused(
        ProblemKind.CONFLICT,
        "People are kept in the company's own directory: change them there; Gatehouse follows"
            + " within five seconds.");
  }

  private static Result refused(ProblemKind kind, String detail) {
    return new Result.Refused(Problem.of(kind, detail, detail));
  }
}
