package io.gatehouse.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A service on a raw socket that keeps every byte it is sent. */
final class RecordingUpstream implements AutoCloseable {
  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Integer> brokenOff = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Socket> hungUp = new LinkedBlockingQueue<>();
  private final AtomicInteger bytes = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final Thread acceptor;
  private volatile Script script = (request, socket) -> ok("hello");

  /** What is answered; empty bytes close the connection. */
  interface Script {
    byte[] answer(String request, Socket socket) throws IOException;
  }

  RecordingUpstream() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    acceptor = Thread.ofVirtual().start(this::acceptAll);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  void answering(Script answers) {
    script = answers;
  }

  static byte[] ok(String body) {
    return raw("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
  }

  static byte[] raw(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void acceptAll() {
    try {
      while (true) {
        var socket = server.accept();
        sockets.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        var request = readRequest(in);
        if (request.isEmpty()) {
          return;
        }
        requests.add(request);
        var answer = script.answer(request, socket);
        if (answer.length == 0) {
          return;
        }
        socket.getOutputStream().write(answer);
        socket.getOutputStream().flush();
      }
    } catch (IOException gone) {
      // Part of many tests.
    } finally {
      hungUp.add(socket);
    }
  }

  private String readRequest(InputStream in) throws IOException {
    var out = new ByteArrayOutputStream();
    while (!out.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      if (!copyByte(in, out)) {
        return "";
      }
    }
    var head = out.toString(StandardCharsets.ISO_8859_1);
    if (head.toLowerCase(java.util.Locale.ROOT).contains("transfer-encoding: chunked")) {
      while (!out.toString(StandardCharsets.ISO_8859_1).endsWith("0\r\n\r\n")) {
        if (!copyByte(in, out)) {
          brokenOff.add(out.size());
          return "";
        }
      }
    } else {
      int length = contentLength(head);
      var body = in.readNBytes(length);
      bytes.addAndGet(body.length);
      out.writeBytes(body);
      if (body.length < length) {
        brokenOff.add(out.size());
        return "";
      }
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private boolean copyByte(InputStream in, ByteArrayOutputStream out) throws IOException {
    int b = in.read();
    if (b >= 0) {
      out.write(b);
      bytes.incrementAndGet();
    }
    return b >= 0;
  }

  private static int contentLength(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  /** The next request, waiting for it. */
  String next() throws InterruptedException {
    var request = requests.poll(20, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came");
    }
    return request;
  }

  /** Whether such a request comes within a short time. */
  boolean gets(String start) throws InterruptedException {
    var request = requests.poll(500, TimeUnit.MILLISECONDS);
    return request != null && request.startsWith(start);
  }

  /** Waits for a request whose content was broken off. */
  boolean sawBrokenOff() throws InterruptedException {
    return brokenOff.poll(20, TimeUnit.SECONDS) != null;
  }

  /** Waits until a connection has been closed from this side. */
  boolean hasHungUp() throws InterruptedException {
    return hungUp.poll(20, TimeUnit.SECONDS) != null;
  }

  int bytes() {
    return bytes.get();
  }

  int connections() {
    return connections.get();
  }

  int waiting() {
    return requests.size();
  }

  @Override
  public void close() throws IOException {
    server.close();
    // The port is given up only when the thread that waits on it has left.
    joinAcceptor();
    for (var socket : sockets) {
      socket.close();
    }
  }

  private void joinAcceptor() {
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
