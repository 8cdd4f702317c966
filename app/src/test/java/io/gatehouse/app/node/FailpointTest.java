package io.gatehouse.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AuditSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailpointTest {
  private final List<String> seen = new ArrayList<>();
  private final AuditSink log = event -> seen.add(event.action());

  @Test
  void withoutThePropertyThereIsOnlyTheLog() {
    assertThat(Failpoint.around(log)).isSameAs(log);
  }

  @Test
  void thePowerGoesBeforeTheNthRecordIsWritten() {
    var point = new Failpoint(log, "committed.key.created:2", () -> seen.add("gone"));
    record(point, "key.created", Map.of());
    record(point, "key.revoked", Map.of());
    record(point, "key.created", Map.of());
    assertThat(seen).containsExactly("key.created", "key.revoked", "gone", "key.created");
  }

  @Test
  void orRightAfterIt() {
    var point = new Failpoint(log, "recorded.token.issued/refresh_token", () -> seen.add("gone"));
    record(point, "token.issued", Map.of("grant_type", "authorization_code"));
    record(point, "token.issued", Map.of("grant_type", "refresh_token"));
    assertThat(seen).containsExactly("token.issued", "token.issued", "gone");
  }

  private static void record(AuditSink sink, String action, Map<String, String> details) {
    sink.record(new AuditSink.Event(action, "admin:root", "subject", "ok", details));
  }
}
