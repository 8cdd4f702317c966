package io.gatehouse.sts.admin;

import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.AuditSink;
import io.gatehouse.sts.audit.AuditExport;
import io.gatehouse.sts.audit.AuditVerifier;
import io.gatehouse.sts.audit.AuditVerifier.Verdict;
import io.gatehouse.tokens.jwt.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checking the audit log and reading from it. */
public final class AuditActions implements AdminActions {
  private static final String PATH = "/admin/v1/audit";

  /** A record that is being written while it is read is whole a moment later. */
  private static final int LOOKS = 3;

  private final Path folder;
  private final AuditSink audit;

  /**
   * @param folder of the log
   */
  public AuditActions(Path folder, AuditSink audit) {
    this.folder = folder;
    this.audit = audit;
  }

  /** The log names every person and every administrator: it is for the strongest role. */
  @Override
  public List<AdminAction> actions() {
    return List.of(
        new AdminAction("GET", PATH + "/verification", Role.VIEWER, call -> verify()),
        new AdminAction("GET", PATH + "/records", Role.ADMIN, BodyFields.refusing(this::export)));
  }

  private Result verify() {
    var members = new LinkedHashMap<String, Json>();
    switch (verdict()) {
      case Verdict.Intact(var records, var gaps) -> {
        members.put("intact", new Json.Flag(true));
        members.put("records", new Json.Whole(records));
        members.put("gaps", new Json.Whole(gaps));
      }
      case Verdict.Broken(var file, var line, var reason) -> {
        members.put("intact", new Json.Flag(false));
        members.put("file", new Json.Text(file.getFileName().toString()));
        members.put("line", new Json.Whole(line));
        members.put("reason", new Json.Text(reason));
      }
    }
    return new Result.Done(200, new Json.Members(members).write());
  }

  private Verdict verdict() {
    var verdict = AuditVerifier.verify(folder);
    for (int look = 1; look < LOOKS && verdict instanceof Verdict.Broken; look++) {
      verdict = AuditVerifier.verify(folder);
    }
    return verdict;
  }

  private Result export(Call call) {
    var page = Page.of(call, Set.of("from", "to"));
    var range =
        new AuditExport.Range(time(call, "from", Instant.MIN), time(call, "to", Instant.MAX));
    var found =
        new AuditExport(folder)
            .page(range, page.after(), page.most())
            .orElseThrow(() -> BodyFields.malformed("after names no place in this log."));
    if (page.after().isEmpty()) {
      var details = Map.of("from", String.valueOf(call.parameters().get("from")));
      audit.record(new AuditSink.Event("audit.exported", call.actor(), "audit", "ok", details));
    }
    var members = new LinkedHashMap<String, Json>();
    members.put("items", Json.of(found.lines()));
    found.next().ifPresent(next -> members.put("next", new Json.Text(next)));
    return new Result.Done(200, new Json.Members(members).write());
  }

  private static Instant time(Call call, String name, Instant otherwise) {
    var text = call.parameters().get(name);
    try {
      return text == null ? otherwise : Instant.parse(text);
    } catch (DateTimeParseException wrong) {
      throw BodyFields.malformed(name + " must be a time such as 2027-01-31T00:00:00Z.");
    }
  }
}
