package io.gatehouse.app.demo;

import io.gatehouse.app.cli.AdminClient;
import io.gatehouse.app.cli.Stop;
import io.gatehouse.app.node.OwnFiles;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Bob's assertion in a file: it lives ten minutes, so it is made anew every four. */
final class FreshAssertion implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FreshAssertion.class);
  private static final int EVERY_SECONDS = 240;

  private final AdminClient admin;
  private final Path folder;
  private final String audience;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("assertion").daemon().factory());

  FreshAssertion(AdminClient admin, Path folder, String audience) {
    this.admin = admin;
    this.folder = folder;
    this.audience = audience;
  }

  static Path file(Path folder) {
    return folder.resolve("assertion.b64");
  }

  /** Writes the first one and keeps it fresh. */
  FreshAssertion begin() {
    write();
    var _ =
        timer.scheduleWithFixedDelay(this::again, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    return this;
  }

  private void write() {
    var wanted = JsonMapper.shared().createObjectNode();
    wanted.put("owner", "bob");
    wanted.put("audience", audience);
    var assertion = admin.post("/admin/v1/saml/assertions", wanted).get("assertion").stringValue();
    OwnFiles.write(file(folder), assertion);
    OwnFiles.write(folder.resolve("assertion.header"), "Authorization: SAML " + assertion + "\n");
  }

  // Bob may be disabled just now: then the old one stays, which nobody accepts.
  private void again() {
    try {
      write();
    } catch (Stop refused) {
      LOG.info("no new assertion for bob: {}", refused.sentence());
    } catch (RuntimeException unexpected) {
      LOG.warn("bob's assertion cannot be written", unexpected);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
