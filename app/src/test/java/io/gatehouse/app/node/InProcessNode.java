package io.gatehouse.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.config.load.ConfigurationReader;
import io.gatehouse.app.config.load.ConfigurationReader.Outcome;
import io.gatehouse.gateway.authorize.CelPolicyCompiler;
import io.gatehouse.gateway.route.PolicyCompiler;
import io.gatehouse.mtls.IssuedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A whole node in this machine, in the folder of a test, called by curl. */
final class InProcessNode implements AutoCloseable {
  private final Path folder;
  private final Node node;

  private InProcessNode(Path folder, Node node) {
    this.folder = folder;
    this.node = node;
  }

  static InProcessNode start(Path folder, String configuration) throws IOException {
    var file = write(folder, "gatehouse.yaml", configuration);
    var reader =
        new ConfigurationReader(
            System.getProperty("user.name"),
            _ -> Optional.empty(),
            List.of(new CertificateRule(InstantSource.system())));
    var outcome = reader.read(file);
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    var state =
        Files.createDirectory(
            folder.resolve("state"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var node =
        Node.start(
            new Node.Start(
                ((Outcome.Accepted) outcome).configuration(),
                file,
                state,
                new Node.Libraries(
                    new Early<>("crypto", NativeCrypto::install),
                    new Early<PolicyCompiler>("policies", CelPolicyCompiler::new))));
    node.awaitReady();
    return new InProcessNode(folder, node);
  }

  static Path write(Path folder, String name, String text) throws IOException {
    var file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** Writes a certificate and its key beside each other. */
  static void keep(Path folder, String name, IssuedCertificate issued) throws IOException {
    write(folder, name + ".pem", issued.chainPem());
    write(folder, name + ".key", issued.keyPem().exposeText());
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  URI admin() {
    return node.admin();
  }

  /** The statuses of the answers. */
  String status(String url, String... arguments) {
    var further = new ArrayList<>(List.of("-o", "/dev/null", "-w", "%{http_code} "));
    further.addAll(List.of(arguments));
    return curl(url, further.toArray(String[]::new));
  }

  /** What curl prints. */
  String curl(String url, String... arguments) {
    var command = new ArrayList<>(List.of("curl", "-s", "--max-time", "20"));
    command.addAll(List.of("--cacert", folder.resolve("state/ca.pem").toString(), url));
    command.addAll(List.of(arguments));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return text.strip();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    node.stop(Duration.ZERO);
  }
}
