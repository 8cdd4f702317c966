package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** A product that is asked over kept connections, before a service that records what reaches it. */
final class UnderAttack implements AutoCloseable {
  private final RecordingService service;
  private final RunningDemo demo;

  UnderAttack(RecordingService service, RunningDemo demo) {
    this.service = service;
    this.demo = demo;
  }

  /** A demo before the recording service, with these further changes to its configuration. */
  static UnderAttack open(Path folder, UnaryOperator<String> change) {
    var service = RecordingService.open();
    return new UnderAttack(service, RunningDemo.startWithService(folder, service, change));
  }

  RunningDemo demo() {
    return demo;
  }

  Door gateway() {
    return new Door(demo.gateway());
  }

  Door issuer() {
    return new Door(demo.issuer());
  }

  Door admin() {
    return new Door(demo.json().get("admin").stringValue());
  }

  /** One listener, on a connection that is kept. */
  final class Door implements AutoCloseable {
    private final String authority;
    private final KeptConnection connection;

    private Door(String url) {
      var client = new RawClient(url, demo.ca());
      this.authority = client.authority();
      this.connection = new KeptConnection(client);
    }

    String authority() {
      return authority;
    }

    int status(Ask ask) {
      return connection.exchange(ask.text(authority));
    }

    /** The unmodified twin passes here. */
    void passes(Ask twin) {
      assertThat(status(twin)).as("the twin %s", twin).isEqualTo(200);
      service.forget();
    }

    /** Refused with one of these, and not a byte for the service. */
    void refuses(Ask attack, Integer... statuses) {
      service.forget();
      assertThat(status(attack)).as("%s", attack).isIn(List.of(statuses).toArray());
      assertThat(service.seen()).as("%s", attack).isEmpty();
    }

    /** What the service saw of a request that passes. */
    String seen(Ask ask) {
      service.forget();
      assertThat(status(ask)).as("%s", ask).isEqualTo(200);
      return service.seen();
    }

    @Override
    public void close() {
      connection.close();
    }
  }

  @Override
  public void close() {
    demo.close();
    service.close();
  }
}
