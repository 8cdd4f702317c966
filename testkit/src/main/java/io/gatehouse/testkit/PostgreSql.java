package io.gatehouse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real PostgreSQL on this machine, in a folder of its own. It does not sync: what survives a
 * power cut is not its tests' business.
 */
public final class PostgreSql implements AutoCloseable {
  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");
  private static final long START_SECONDS = 60;
  private static final int LOOKS = 6_000;

  /** PostgreSQL refuses to run as root; this user owns nothing. */
  private static final String NOBODY = "65534";

  private static final AtomicInteger NAMES = new AtomicInteger();

  private final Path folder;
  private final Process process;
  private final int port;

  private PostgreSql(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** One server for all tests of a run; it ends with the run. */
  public static PostgreSql shared() {
    return Shared.SERVER;
  }

  private static final class Shared {
    static final PostgreSql SERVER = start();

    static {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(SERVER::close));
    }
  }

  /** A server of one's own. */
  public static PostgreSql start() {
    try {
      var folder = Files.createTempDirectory("gatehouse-postgresql");
      owned(folder);
      run(folder, "initdb", "-A", "trust", "-U", "gatehouse", "-E", "UTF8", "--no-sync");
      var port = freePort();
      var command =
          command(
              folder,
              "postgres",
              "-p",
              Integer.toString(port),
              "-k",
              folder.toString(),
              "-c",
              "listen_addresses=127.0.0.1",
              "-c",
              "fsync=off",
              "-c",
              "max_connections=200",
              "-c",
              "shared_buffers=16MB");
      var server = new PostgreSql(folder, begin(folder, command, "server.out"), port);
      server.awaitReady();
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void owned(Path folder) throws IOException {
    if (isRoot()) {
      var chown = new ProcessBuilder("chown", NOBODY + ":" + NOBODY, folder.toString()).start();
      finished(chown, folder);
    }
  }

  private static boolean isRoot() {
    return ProcessHandle.current().info().user().filter("root"::equals).isPresent();
  }

  private static List<String> command(Path folder, String program, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    if (isRoot()) {
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    command.add(programs().resolve(program).toString());
    command.addAll(List.of("-D", folder.resolve("data").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The newest version that is installed. */
  private static Path programs() throws IOException {
    try (Stream<Path> versions = Files.list(PROGRAMS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.exists(bin.resolve("initdb")))
          .max(Path::compareTo)
          .orElseThrow(() -> new IOException("no PostgreSQL below " + PROGRAMS));
    }
  }

  private static void run(Path folder, String program, String... arguments) throws IOException {
    finished(begin(folder, command(folder, program, arguments), program + ".out"), folder);
  }

  private static Process begin(Path folder, List<String> command, String output)
      throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    return builder.redirectOutput(folder.resolve(output).toFile()).start();
  }

  private static void finished(Process process, Path folder) throws IOException {
    try {
      if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("PostgreSQL could not be made: " + output(folder));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  private void awaitReady() throws IOException {
    for (int left = LOOKS; !output(folder).contains("ready to accept connections"); left--) {
      if (left == 0 || !process.isAlive()) {
        throw new IOException("PostgreSQL did not start: " + output(folder));
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static String output(Path folder) throws IOException {
    var text = new StringBuilder();
    for (var name : List.of("initdb.out", "server.out")) {
      var file = folder.resolve(name);
      text.append(Files.exists(file) ? Files.readString(file) : "");
    }
    return text.toString();
  }

  /** The database that is there from the start. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=gatehouse";
  }

  /** A name for a schema that no other test has. */
  public String newName() {
    return "t" + NAMES.incrementAndGet() + "_" + ProcessHandle.current().pid();
  }

  /** Nothing answers from here on, and every connection stays open. */
  public void freeze() {
    signal("-STOP");
  }

  public void thaw() {
    signal("-CONT");
  }

  private void signal(String name) {
    var command = new ArrayList<String>(List.of("kill", name));
    Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(handle -> Long.toString(handle.pid()))
        .forEach(command::add);
    try {
      finished(new ProcessBuilder(command).redirectErrorStream(true).start(), folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
    try {
      Files.walkFileTree(folder, new Deleting());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path directory, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
