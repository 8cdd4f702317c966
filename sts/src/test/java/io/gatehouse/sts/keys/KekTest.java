package io.gatehouse.sts.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KekTest {
  @TempDir Path folder;
  private final SecureRandom random = new SecureRandom();

  private KekFile file(String name) {
    return new KekFile(folder.resolve(name), random);
  }

  @Test
  void whatIsSealedOpensOnlyAtItsPlaceAndOnlyUnchanged() {
    var kek = file("kek").readOrMake();
    var sealed = kek.seal(Secret.ofText("root"), "t/1");

    assertThat(file("kek").read().open(sealed, "t/1")).isEqualTo(Secret.ofText("root"));
    assertThatThrownBy(() -> kek.open(sealed, "t/2")).isInstanceOf(Kek.SealBroken.class);
    for (int i = 0; i < sealed.length; i++) {
      var changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> kek.open(changed, "t/1")).isInstanceOf(Kek.SealBroken.class);
    }
    assertThatThrownBy(() -> file("other").readOrMake().open(sealed, "t/1"))
        .isInstanceOf(Kek.SealBroken.class);
  }

  @Test
  void anOlderVersionStillOpensAndTheNewestSeals() throws IOException {
    var path = folder.resolve("kek");
    var sealed = file("kek").readOrMake().seal(Secret.ofText("root"), "t/1");
    var other = Files.readString(folder.resolve("kek")).replaceFirst("1:", "");
    var _ = file("fresh").readOrMake();
    var fresh = Files.readString(folder.resolve("fresh")).replaceFirst("1:", "2:");
    Files.writeString(path, "1:" + other + fresh);

    var both = file("kek").read();

    assertThat(both.open(sealed, "t/1")).isEqualTo(Secret.ofText("root"));
    assertThat(both.seal(Secret.ofText("root"), "t/1")[4]).isEqualTo((byte) 2);
  }

  @Test
  void aBareKeyIsTheFirstVersion() throws IOException {
    var path = folder.resolve("kek");
    var sealed = file("kek").readOrMake().seal(Secret.ofText("root"), "t/1");
    Files.writeString(path, Files.readString(path).replaceFirst("1:", ""));

    assertThat(file("kek").read().open(sealed, "t/1")).isEqualTo(Secret.ofText("root"));
    Files.writeString(path, Files.readString(path).repeat(2));
    assertThatThrownBy(() -> file("kek").read()).isInstanceOf(KekFile.Refused.class);
  }

  @Test
  void l07_aKeyFileThatOthersCanReadIsRefused() throws IOException {
    var _ = file("kek").readOrMake();
    var path = folder.resolve("kek");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    for (var mode : new String[] {"rw-r--r--", "rw-rw----", "rwx------"}) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
      assertThatThrownBy(() -> file("kek").read())
          .isInstanceOf(KekFile.Refused.class)
          .hasMessageContaining("chmod 600");
    }
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--------"));
    assertThat(file("kek").read()).isNotNull();
  }

  @Test
  void l07_aKeyFileBehindALinkIsRefused() throws IOException {
    var _ = file("kek").readOrMake();
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("kek"));

    assertThatThrownBy(() -> file("link").read()).isInstanceOf(KekFile.Refused.class);
    assertThatThrownBy(() -> file("link").readOrMake()).isInstanceOf(KekFile.Refused.class);
  }

  @Test
  void anythingButKeysInTheFileIsRefused() throws IOException {
    var path = folder.resolve("kek");
    var _ = file("kek").readOrMake();
    for (var text : new String[] {"", "changeme\n", "1:AAAA\n", "0:" + "A".repeat(43) + "=\n"}) {
      Files.writeString(path, text);
      assertThatThrownBy(() -> file("kek").read()).isInstanceOf(KekFile.Refused.class);
    }
  }
}
