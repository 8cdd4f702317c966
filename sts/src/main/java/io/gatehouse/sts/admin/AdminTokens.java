package io.gatehouse.sts.admin;

import io.gatehouse.identity.AdminActions.Role;
import io.gatehouse.identity.Secret;
import io.gatehouse.sts.admin.AdminTokenStore.StoredToken;
import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.oauth.RandomText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tokens of administrators: random, stored as a hash, expiring, each with a role. */
public final class AdminTokens {
  private static final Pattern FORM =
      Pattern.compile("gha_([A-Za-z0-9_-]{22})\\.[A-Za-z0-9_-]{43}");
  private static final Duration FIRST_LIVES = Duration.ofDays(365);
  private static final byte[] NO_HASH = new byte[32];

  private final AdminTokenStore store;
  private final RandomText random;
  private final InstantSource clock;

  public AdminTokens(AdminTokenStore store, RandomText random, InstantSource clock) {
    this.store = store;
    this.random = random;
    this.clock = clock;
  }

  /** Who a token speaks for. */
  public record Administrator(String name, Role role) {
    /** As the audit log names it. */
    public String actor() {
      return "admin:" + name;
    }
  }

  /**
   * At the first start there is no administrator yet: the first token is written to a file that
   * only we can read. The file comes before the row, so a crash between leaves no lost token.
   */
  public void writeFirst(Path file) {
    if (store.isEmpty()) {
      var id = random.id();
      var token = fresh(id);
      write(file, token.exposeText() + "\n");
      add(id, token, new Administrator("first", Role.ADMIN), FIRST_LIVES);
    }
  }

  /** A new token, shown once. */
  public Secret create(Administrator administrator, Duration lives) {
    var id = random.id();
    var token = fresh(id);
    add(id, token, administrator, lives);
    return token;
  }

  private Secret fresh(String id) {
    return Secret.ofText("gha_" + id + "." + random.secret());
  }

  private void add(String id, Secret token, Administrator administrator, Duration lives) {
    var now = clock.instant();
    var hash = Secret.of(Fingerprint.sha256(token.exposeText()));
    store.add(
        new StoredToken(
            id, hash, administrator.name(), administrator.role(), now, now.plus(lives)));
  }

  /** The administrator whose live token this is. Unknown ids cost as much as known ones. */
  public Optional<Administrator> authenticate(Secret presented) {
    var form = FORM.matcher(presented.exposeText());
    if (!form.matches()) {
      return Optional.empty();
    }
    var stored = store.find(form.group(1));
    var hash = stored.map(StoredToken::hash).orElseGet(() -> Secret.of(NO_HASH));
    boolean same = hash.sameAs(Fingerprint.sha256(presented.exposeText()));
    return stored
        .filter(token -> same && clock.instant().isBefore(token.expiresAt()))
        .map(token -> new Administrator(token.name(), token.role()));
  }

  private static void write(Path file, String text) {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      Files.deleteIfExists(draft);
      try (var channel = FileChannel.open(draft, options, mode)) {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      try (var folder = FileChannel.open(file.toAbsolutePath().getParent())) {
        folder.force(true);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("the first admin token cannot be written", failure);
    }
  }
}
