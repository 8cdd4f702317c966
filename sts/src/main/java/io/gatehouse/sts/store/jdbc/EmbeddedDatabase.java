package io.gatehouse.sts.store.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** SQLite in the state folder: write-ahead log, every commit synced before it is acknowledged. */
public final class EmbeddedDatabase implements Database {
  static final String FILE = "gatehouse.db";

  private static final int READERS = 4;

  private final ReadPool readers;
  private final GroupCommit writer;
  private final Connection writing;

  private EmbeddedDatabase(Path file) throws SQLException {
    writing = SqliteConnections.forWriting(file);
    List<Connection> reading = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      reading.add(SqliteConnections.forReading(file));
    }
    readers = new ReadPool(reading);
    writer = new GroupCommit(writing);
  }

  /**
   * Opens the store of a locked folder; makes it when there is none.
   *
   * @throws StateRefused when what lies there is not a whole store of this product and version
   */
  public static EmbeddedDatabase open(StateFolder folder, InstantSource clock) {
    NativeLibrary.loadFrom(folder.privateFolder("native"));
    Path file = folder.file(FILE);
    try {
      if (Files.exists(file)) {
        StoreFile.requireOurs(file);
        migrate(file, clock);
      } else {
        make(folder, file, clock);
      }
      return new EmbeddedDatabase(file);
    } catch (SQLException | java.io.IOException failure) {
      throw new StateRefused(
          "The store in %s cannot be opened (%s); this user must be able to write it and its folder."
              .formatted(file, failure.getMessage()),
          failure);
    }
  }

  /** A store appears under its name only when it is whole: a crash before that leaves no trace. */
  private static void make(StateFolder folder, Path file, InstantSource clock)
      throws SQLException, java.io.IOException {
    StoreFile.requireNoOrphans(file);
    Path draft = folder.file(FILE + ".new");
    StoreFile.discard(draft);
    folder.makeFile(draft);
    try (var connection = SqliteConnections.forMaking(draft)) {
      Migrations.apply(connection, Dialect.SQLITE, clock);
    }
    folder.sync(draft);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    folder.sync();
  }

  private static void migrate(Path file, InstantSource clock) throws SQLException {
    try (var connection = SqliteConnections.forWriting(file)) {
      Migrations.apply(connection, Dialect.SQLITE, clock);
    }
  }

  @Override
  public <T> T write(Work<T> work) {
    return writer.write(work);
  }

  @Override
  public <T> T read(Work<T> work) {
    return readers.read(work);
  }

  @Override
  public void close() {
    writer.close();
    try {
      readers.close();
      writing.close();
    } catch (SQLException failure) {
      throw Failures.translated(failure);
    }
  }
}
