package io.gatehouse.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The service's process: {@code port=N jwks=URL ca=FILE issuer=URL audience=NAME}.
 *
 * <p>Answers on the loopback address, says so in one line, and ends when its input ends, so that it
 * does not outlive the program that started it. Small with {@code -Xmx16m -Xss256k -XX:+UseSerialGC
 * -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=8m -XX:-UsePerfData}: under 60 MiB resident, of
 * which the JDK's own files are 23.
 */
public final class Sample {
  private static final int BACKLOG = 128;
  private static final int IDLE_MILLIS = 120_000;

  private final Answers answers;

  private Sample(Answers answers) {
    this.answers = answers;
  }

  public static void main(String[] arguments) throws IOException, CertificateException {
    var options = options(arguments);
    var identities =
        Identities.from(
            URI.create(needed(options, "jwks")),
            Path.of(needed(options, "ca")),
            needed(options, "issuer"),
            needed(options, "audience"));
    var port = Integer.parseInt(needed(options, "port"));
    var server = new ServerSocket(port, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofPlatform().daemon().start(() -> new Sample(new Answers(identities)).accept(server));
    System.out.println("sample listens on http://127.0.0.1:" + server.getLocalPort());
    System.in.transferTo(OutputStream.nullOutputStream());
  }

  private static Map<String, String> options(String[] arguments) {
    return Stream.of(arguments)
        .map(argument -> argument.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair.length == 2 ? pair[1] : ""));
  }

  private static String needed(Map<String, String> options, String name) {
    var value = options.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("missing: " + name + "=...");
    }
    return value;
  }

  private void accept(ServerSocket server) {
    while (true) {
      try {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        System.err.println("sample: " + e.getMessage());
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setSoTimeout(IDLE_MILLIS);
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      var out = socket.getOutputStream();
      for (var message = Message.read(in); message.isPresent(); message = Message.read(in)) {
        write(out, answers.to(message.get()), message.get().method().equals("HEAD"));
        if (message.get().isLast()) {
          return;
        }
      }
    } catch (IOException | NumberFormatException e) {
      // The peer broke off or sent no HTTP: the connection ends here.
    }
  }

  private static void write(OutputStream out, Answers.Answer answer, boolean headOnly)
      throws IOException {
    var body = answer.json().getBytes(UTF_8);
    var head =
        "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(answer.status(), answer.reason(), body.length);
    var bytes = new ByteArrayOutputStream(head.length() + body.length);
    bytes.writeBytes(head.getBytes(UTF_8));
    if (!headOnly) {
      bytes.writeBytes(body);
    }
    bytes.writeTo(out);
    out.flush();
  }
}
