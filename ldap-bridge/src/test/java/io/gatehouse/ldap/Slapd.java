package io.gatehouse.ldap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real OpenLDAP server in a folder of its own, ended by its process id. */
final class Slapd implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/slapd");

  private final Path folder;
  private final int plainPort = Ports.free();
  private final int tlsPort = Ports.free();
  private Process process;

  private Slapd(Path folder) {
    this.folder = folder;
    this.process = launch();
  }

  static Slapd start(String name) {
    if (!Files.isExecutable(PROGRAM)) {
      throw new AssertionError("OpenLDAP is missing: apt-get install slapd ldap-utils");
    }
    var folder = Path.of("target", "slapd-" + name).toAbsolutePath();
    try {
      clear(folder);
      Files.createDirectories(folder.resolve("db"));
      var conf =
          resource("slapd.conf")
              // Nothing here outlives a power cut: without syncing each write the tests are
              // quicker.
              .replace("directory RUN/db", "directory RUN/db\ndbnosync")
              .replace("RUN", folder.toString())
              .replace("TLS/", Certificates.folder() + "/");
      Files.writeString(folder.resolve("slapd.conf"), conf);
      Files.writeString(folder.resolve("base.ldif"), resource("base.ldif"));
      Commands.run(
          folder,
          List.of(
              "slapadd", "-q", "-f", "slapd.conf", "-b", "dc=example,dc=org", "-l", "base.ldif"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Slapd(folder);
  }

  static String resource(String name) throws IOException {
    try (var stream = Slapd.class.getResourceAsStream("/" + name)) {
      if (stream == null) {
        throw new AssertionError("no resource " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void clear(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Process launch() {
    var urls = "ldap://127.0.0.1:" + plainPort + " ldaps://127.0.0.1:" + tlsPort;
    try {
      var started =
          new ProcessBuilder(PROGRAM.toString(), "-f", "slapd.conf", "-h", urls, "-d", "0")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("slapd.out").toFile())
              .start();
      awaitListening(started);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitListening(Process started) {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() - deadline < 0 && started.isAlive()) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), tlsPort), 200);
        return;
      } catch (IOException e) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
    throw new AssertionError("slapd does not listen; see " + folder.resolve("slapd.out"));
  }

  int tlsPort() {
    return tlsPort;
  }

  int plainPort() {
    return plainPort;
  }

  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void startAgain() {
    process = launch();
  }

  /** The kernel still accepts for it, but nobody answers. */
  void freeze() {
    signal("-STOP");
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (System.nanoTime() - deadline < 0) {
      if (stopped()) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    throw new AssertionError("slapd goes on running");
  }

  /** Every thread in state T: a signal takes its time on a busy machine. */
  private boolean stopped() {
    try (var threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      for (var thread : threads.toList()) {
        if (!Files.readString(thread.resolve("stat")).contains(") T ")) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void thaw() {
    signal("-CONT");
  }

  private void signal(String name) {
    Commands.run(folder, List.of("kill", name, Long.toString(process.pid())));
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      thaw();
      stop();
    }
  }
}
