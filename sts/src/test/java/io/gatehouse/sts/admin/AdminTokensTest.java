package io.gatehouse.sts.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AdminActions.Role;
import io.gatehouse.identity.Secret;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.store.memory.InMemoryAdminTokenStore;
import io.gatehouse.testkit.StoppedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdminTokensTest {
  @TempDir Path folder;
  private final SecureRandom random = new SecureRandom();
  private final StoppedClock clock = StoppedClock.at("2026-01-01T12:00:00Z");

  @Test
  void k12_thereIsNoTokenUntilTheFirstIsWrittenForItsOwnerAlone() throws IOException {
    var store = new InMemoryAdminTokenStore();
    var fresh = new AdminTokens(store, new RandomText(random), clock);
    var file = folder.resolve("admin.token");

    fresh.writeFirst(file);
    var first = Files.readString(file).strip();
    fresh.writeFirst(file);

    assertThat(Files.readString(file).strip()).isEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(fresh.authenticate(Secret.ofText(first)))
        .contains(new AdminTokens.Administrator("first", Role.ADMIN));
    assertThat(store.toString()).doesNotContain(first.substring(27));
  }
}
