package io.gatehouse.sts.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AdminActions.Role;
import io.gatehouse.identity.IdentityKeys.PublishedKey;
import io.gatehouse.identity.Secret;
import io.gatehouse.sts.admin.AdminTokenStore;
import io.gatehouse.sts.admin.AdminTokenStore.StoredToken;
import io.gatehouse.sts.keys.NodeKeyStore;
import io.gatehouse.sts.keys.NodeKeyStore.NodeKey;
import io.gatehouse.sts.keys.NodeKeys;
import io.gatehouse.testkit.StoppedClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for the keys of gateways and for admin tokens, whatever they are kept in. */
public abstract class NodeStoresContract {
  private static final PublishedKey ONE = new PublishedKey("k1", "{\"kty\":\"EC\"}");
  private static final PublishedKey TWO = new PublishedKey("k2", "{\"kty\":\"OKP\"}");

  private final StoppedClock clock = StoppedClock.at("2026-11-22T10:00:00Z");

  @TempDir protected Path folder;
  private Stores stores;

  /** The two stores of one twin. */
  public record Stores(NodeKeyStore nodeKeys, AdminTokenStore adminTokens) {}

  protected abstract Stores open(Path folder);

  @BeforeEach
  void openStores() {
    stores = open(folder);
  }

  @Test
  void aKeyIsThereUntilItsGatewayIsLongGone() {
    var now = clock.instant();
    stores.nodeKeys().put(ONE, now);
    stores.nodeKeys().allGone(now);
    stores.nodeKeys().allGone(now.plusSeconds(9));
    stores.nodeKeys().put(TWO, now.plusSeconds(10));
    assertThat(stores.nodeKeys().all())
        .containsExactly(new NodeKey(ONE, Optional.of(now)), new NodeKey(TWO, Optional.empty()));
    stores.nodeKeys().forgetGoneBefore(now);
    assertThat(stores.nodeKeys().all()).hasSize(2);
    stores.nodeKeys().forgetGoneBefore(now.plusMillis(1));
    assertThat(stores.nodeKeys().all()).containsExactly(new NodeKey(TWO, Optional.empty()));
  }

  @Test
  void aKeyThatComesBackIsNotGone() {
    stores.nodeKeys().put(ONE, clock.instant());
    stores.nodeKeys().allGone(clock.instant());
    stores.nodeKeys().put(ONE, clock.instant());
    assertThat(stores.nodeKeys().all()).containsExactly(new NodeKey(ONE, Optional.empty()));
  }

  @Test
  void twoProcessesPublishBothTheirGatewaysAndOneThatLeftForTwoMinutes() {
    var first = NodeKeys.open(stores.nodeKeys(), clock);
    first.publish(ONE);
    var second = NodeKeys.open(stores.nodeKeys(), clock);
    second.publish(TWO);
    clock.advance(Duration.ofMinutes(1));
    first.keepUp();
    second.keepUp();
    clock.advance(Duration.ofMinutes(5));
    assertThat(first.union()).containsExactlyInAnyOrder(ONE, TWO);
    assertThat(second.union()).containsExactlyInAnyOrder(ONE, TWO);

    var afterRestart = NodeKeys.open(stores.nodeKeys(), clock);
    assertThat(afterRestart.union()).containsExactlyInAnyOrder(ONE, TWO);
    clock.advance(Duration.ofMinutes(1));
    second.keepUp();
    clock.advance(Duration.ofSeconds(90));
    afterRestart.keepUp();
    assertThat(afterRestart.union()).containsExactly(TWO);
  }

  @Test
  void anAdminTokenIsFoundByItsIdWithEverythingItWasMadeWith() {
    var ends = Instant.parse("2027-11-22T10:00:00Z");
    var token =
        new StoredToken(
            "t1", Secret.of(new byte[] {1, 0, -1}), "ci", Role.OPERATOR, clock.instant(), ends);
    assertThat(stores.adminTokens().isEmpty()).isTrue();
    stores.adminTokens().add(token);
    assertThat(stores.adminTokens().isEmpty()).isFalse();
    assertThat(stores.adminTokens().find("t1")).contains(token);
    assertThat(stores.adminTokens().find("t2")).isEmpty();
  }
}
