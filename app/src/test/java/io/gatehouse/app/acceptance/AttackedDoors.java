package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Gateway, STS and admin listener of one demo, with a service that records what reaches it. */
final class AttackedDoors implements AutoCloseable {
  private final RecordingService service = RecordingService.open();
  private final RunningDemo demo;
  private final Map<RawClient, String> doors;

  private AttackedDoors(Path folder) {
    demo = RunningDemo.startWithService(folder.resolve("demo"), service);
    doors =
        Map.of(
            new RawClient(demo.gateway(), demo.ca()), "/health",
            new RawClient(demo.issuer(), demo.ca()), "/.well-known/openid-configuration",
            new RawClient(demo.json().get("admin").stringValue(), demo.ca()), "/livez");
  }

  static AttackedDoors open(Path folder) {
    return new AttackedDoors(folder);
  }

  String gateway() {
    return demo.gateway();
  }

  RawClient gatewayDoor() {
    return new RawClient(demo.gateway(), demo.ca());
  }

  /** What the service saw of this at the gateway. */
  String seenAfter(String template) {
    service.forget();
    var door = gatewayDoor();
    door.send(fill(template, door, "/health"));
    return service.seen();
  }

  /** One answer at each door, one of these. */
  void answered(String template, Integer... statuses) {
    doors.forEach((door, path) -> {
      service.forget();
      var answer = door.send(fill(asLast(template), door, path));
      assertThat(answer.statuses()).as(template).hasSize(1).allMatch(List.of(statuses)::contains);
      assertThat(service.seen()).doesNotContain("evil", "/admin");
    });
  }

  /** One answer at the gateway, whichever. */
  void answeredAtGateway(String template) {
    var door = gatewayDoor();
    assertThat(door.send(fill(asLast(template), door, "/health")).statuses()).hasSize(1);
  }

  /** Refused above the byte guard: the framing is sound, so only the caller's wish closes. */
  void turnedAway(String template, Integer... statuses) {
    refused(asLast(template), statuses);
  }

  private static String asLast(String template) {
    return template.replaceFirst("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
  }

  /** Exactly one refusal, a closed connection, and not a byte for the service. */
  void refused(String template, Integer... statuses) {
    doors.forEach((door, path) -> {
      service.forget();
      var answer = door.send(fill(template, door, path), 3_000);
      var what = template.substring(0, Math.min(200, template.length())) + " at " + path;
      assertThat(answer.statuses()).as(what).hasSize(1).allMatch(List.of(statuses)::contains);
      assertThat(answer.closed()).as("closed after " + what).isTrue();
      assertThat(service.seen()).as(what).isEmpty();
    });
  }

  private static String fill(String template, RawClient door, String path) {
    return template.replace("{path}", path).replace("{host}", door.authority());
  }

  @Override
  public void close() {
    demo.close();
    service.close();
  }
}
