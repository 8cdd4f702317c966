package io.gatehouse.mtls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Authorities, certificates and revocation lists, made by the openssl of this machine. */
public final class Openssl {
  private final Path folder;

  public Openssl(Path folder) {
    this.folder = folder;
    write("req.cnf", "[req]\ndistinguished_name=dn\n[dn]\n");
  }

  /** What a certificate is asked to say. */
  public record Order(
      String name, String issuer, String subject, String key, List<String> extensions) {
    /** A certificate signed by its own key. */
    public static Order root(String name, String... extensions) {
      return new Order(name, name, "/CN=" + name, "ec", List.of(extensions));
    }

    /** A certificate by another one's key. */
    public static Order by(String issuer, String name, String... extensions) {
      return new Order(name, issuer, "/CN=" + name, "ec", List.of(extensions));
    }

    public Order subject(String other) {
      return new Order(name, issuer, other, key, extensions);
    }

    /** Such as {@code rsa:1024}. */
    public Order key(String other) {
      return new Order(name, issuer, subject, other, extensions);
    }
  }

  /** The usual extensions of an authority. */
  public static String[] authority() {
    return new String[] {
      "basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign"
    };
  }

  /** The usual extensions of a client, and further ones. */
  public static String[] client(String... further) {
    var all =
        new ArrayList<>(
            List.of(
                "basicConstraints=critical,CA:FALSE",
                "keyUsage=critical,digitalSignature",
                "extendedKeyUsage=clientAuth"));
    all.addAll(List.of(further));
    return all.toArray(String[]::new);
  }

  /** Makes a key and its certificate; the file in PEM. */
  public Path certificate(Order order, String... options) {
    var command =
        new ArrayList<>(
            List.of("openssl", "req", "-x509", "-config", "req.cnf", "-nodes", "-days", "30"));
    command.addAll(List.of("-utf8", "-subj", order.subject(), "-newkey"));
    command.addAll(
        order.key().equals("ec")
            ? List.of("ec", "-pkeyopt", "ec_paramgen_curve:P-256")
            : List.of(order.key()));
    command.addAll(List.of("-keyout", order.name() + ".key", "-out", order.name() + ".pem"));
    if (!order.issuer().equals(order.name())) {
      command.addAll(List.of("-CA", order.issuer() + ".pem", "-CAkey", order.issuer() + ".key"));
    }
    order.extensions().forEach(e -> command.addAll(List.of("-addext", e)));
    command.addAll(List.of(options));
    run(command);
    return folder.resolve(order.name() + ".pem");
  }

  /** Makes a revocation list of so many days that names these certificates. */
  public Path list(String issuer, int days, Path... revoked) {
    var index = new StringBuilder();
    for (var certificate : revoked) {
      var serial = PemFiles.certificates(certificate).getFirst().getSerialNumber();
      var hex = serial.toString(16).toUpperCase(java.util.Locale.ROOT);
      index
          .append("R\t491231235959Z\t250101000000Z\t")
          .append(hex.length() % 2 == 0 ? hex : "0" + hex)
          .append("\tunknown\t/CN=revoked\n");
    }
    write("index.txt", index.toString());
    write(
        "ca.cnf",
        "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ndefault_md=sha256\ndefault_crl_days="
            + days
            + "\n");
    var out = issuer + ".crl";
    run(
        List.of(
            "openssl",
            "ca",
            "-config",
            "ca.cnf",
            "-gencrl",
            "-keyfile",
            issuer + ".key",
            "-cert",
            issuer + ".pem",
            "-out",
            out));
    return folder.resolve(out);
  }

  /** One file of several. */
  public Path together(String name, Path... files) {
    var text = new StringBuilder();
    for (var file : files) {
      text.append(read(file));
    }
    return write(name, text.toString());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void run(List<String> command) {
    try {
      var process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("openssl.log").toFile())
              .start();
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(command + ": " + read(folder.resolve("openssl.log")));
      }
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
