package io.gatehouse.sts.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFolderTest {
  @TempDir Path temp;

  private EmbeddedDatabase open(StateFolder folder) {
    return EmbeddedDatabase.open(folder, InstantSource.system());
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    var contents = new HashMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var inside = folder.relativize(file).toString();
        if (!inside.equals("lock") && !inside.startsWith("native")) {
          contents.put(inside, Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return contents;
  }

  @Test
  void l07_theFolderAndEveryFileInItBelongToTheOwnerAlone() throws IOException {
    try (var folder = StateFolder.lock(temp.resolve("state"));
        var database = open(folder)) {
      var _ = database.write(sql -> sql.update("DELETE FROM feed_event"));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
          .isEqualTo("rwx------");
      try (var files = Files.list(folder.path())) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .as(file.toString())
              .isEqualTo("rw-------");
        }
      }
    }
  }

  @Test
  void l07_aFolderOpenToOthersIsRefused() throws IOException {
    var open = temp.resolve("open");
    Files.createDirectory(open);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThatThrownBy(() -> StateFolder.lock(open))
        .isInstanceOf(StateRefused.class)
        .hasMessageContaining("chmod 700");
  }

  @Test
  void aSecondProcessOnTheSameFolderIsRefused() {
    try (var folder = StateFolder.lock(temp.resolve("state"))) {
      assertThatThrownBy(() -> StateFolder.lock(folder.path()))
          .isInstanceOf(StateRefused.class)
          .hasMessageContaining("in use by another Gatehouse process");
    }
    StateFolder.lock(temp.resolve("state")).close();
  }

  @Test
  void aForeignStoreIsRefusedAndNotTouched() throws IOException, SQLException {
    try (var folder = StateFolder.lock(temp.resolve("state"))) {
      NativeLibrary.loadFrom(folder.privateFolder("native"));
      try (var foreign = SqliteConnections.forMaking(folder.file("gatehouse.db"))) {
        var _ = new Sql(foreign).update("CREATE TABLE theirs (a BIGINT)");
        foreign.commit();
      }
      refusedUnchanged(folder, "belongs to another program");
    }
  }

  @Test
  void aHalfWrittenStoreIsRefusedAndNotTouched() throws IOException {
    try (var folder = StateFolder.lock(temp.resolve("state"))) {
      open(folder).close();
      var file = folder.file("gatehouse.db");
      var whole = Files.readAllBytes(file);
      for (int length : new int[] {0, 50, 4096, whole.length - 1}) {
        Files.write(file, java.util.Arrays.copyOf(whole, length));
        refusedUnchanged(folder, "part of");
      }
      Files.write(file, whole);
      open(folder).close();
    }
  }

  @Test
  void aLogWithoutItsStoreIsRefusedAndNotTouched() throws IOException {
    try (var folder = StateFolder.lock(temp.resolve("state"))) {
      Files.writeString(folder.file("gatehouse.db-wal"), "frames");
      refusedUnchanged(folder, "has lost its store");
    }
  }

  @Test
  void aStoreOfANewerVersionIsRefused() {
    try (var folder = StateFolder.lock(temp.resolve("state"))) {
      try (var database = open(folder)) {
        var _ = database.write(sql -> laterStep(sql, "more"));
      }
      // What a later version only added to can still be used by this one.
      open(folder).close();
      try (var database = open(folder)) {
        var _ = database.write(sql -> laterStep(sql, "breaking-change"));
      }
      assertThatThrownBy(() -> open(folder))
          .isInstanceOf(StateRefused.class)
          .hasMessageContaining("newer Gatehouse");
    }
  }

  private static int laterStep(Sql sql, String name) throws SQLException {
    return sql.update(
        """
        INSERT INTO schema_step (version, name, digest, applied_at)
        SELECT max(version) + 1, ?, 'x', 0 FROM schema_step\
        """,
        name);
  }

  private void refusedUnchanged(StateFolder folder, String words) throws IOException {
    var before = contents(folder.path());
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(StateRefused.class)
        .hasMessageContaining(words);
    assertThat(contents(folder.path())).isEqualTo(before);
  }

  @Test
  void aDraftLeftByACrashIsDiscarded() throws IOException {
    try (var folder = StateFolder.lock(temp.resolve("state"))) {
      Files.writeString(folder.file("gatehouse.db.new"), "half");
      open(folder).close();
      assertThat(folder.file("gatehouse.db.new")).doesNotExist();
    }
  }

  @Test
  void aFailingPieceOfWorkUndoesItselfAlone() {
    try (var folder = StateFolder.lock(temp.resolve("state"));
        var database = open(folder)) {
      assertThatThrownBy(() ->
              database.write(sql -> {
                sql.update("INSERT INTO sealed_value VALUES ('a', ?)", new byte[1]);
                throw new IllegalArgumentException("no");
              }))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(database.<Boolean>read(sql -> isEmpty(sql))).isTrue();
    }
  }

  private static boolean isEmpty(Sql sql) throws SQLException {
    return sql.list("SELECT name FROM sealed_value", row -> row.text("name")).isEmpty();
  }

  @Test
  void aClosedStoreIsAnOutage() {
    try (var folder = StateFolder.lock(temp.resolve("state"))) {
      var database = open(folder);
      database.close();
      assertThatThrownBy(() -> database.write(sql -> sql.update("DELETE FROM sealed_value")))
          .isInstanceOfSatisfying(
              DependencyUnavailable.class,
              outage -> assertThat(outage.dependency()).isEqualTo(Dependency.STORE));
    }
  }
}
