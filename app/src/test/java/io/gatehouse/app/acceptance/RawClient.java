package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Sends exactly these bytes to a listener and keeps exactly what comes back. */
final class RawClient {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

  private final URI base;
  private final SSLContext tls;
  private final String from;

  RawClient(String base, Path ca) {
    this(base, ca, new KeyManager[0]);
  }

  RawClient(String base, Path ca, KeyManager... keys) {
    this(URI.create(base), trusting(ca, keys), "127.0.0.1");
  }

  private RawClient(URI base, SSLContext tls, String from) {
    this.base = base;
    this.tls = tls;
    this.from = from;
  }

  /** The same, calling from another address of this machine. */
  RawClient from(String address) {
    return new RawClient(base, tls, address);
  }

  /** All bytes of the answer, and whether the server closed the connection within the limit. */
  record Answer(String bytes, boolean closed) {
    List<Integer> statuses() {
      return STATUS
          .matcher(bytes)
          .results()
          .map(MatchResult::group)
          .map(line -> Integer.valueOf(line.substring(9, 12)))
          .toList();
    }
  }

  String authority() {
    return base.getAuthority();
  }

  Answer send(String bytes) {
    return send(bytes, 1_000);
  }

  Answer send(String bytes, int millis) {
    try (var socket = open()) {
      socket.setSoTimeout(millis);
      var out = socket.getOutputStream();
      out.write(bytes.getBytes(ISO_8859_1));
      out.flush();
      return read(socket);
    } catch (IOException e) {
      // A reset while sending is a refusal without an answer.
      return new Answer("", true);
    }
  }

  Socket open() throws IOException {
    var plain = new Socket();
    plain.bind(new InetSocketAddress(from, 0));
    plain.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), base.getPort()));
    plain.setTcpNoDelay(true);
    return base.getScheme().equals("https")
        ? tls.getSocketFactory().createSocket(plain, base.getHost(), base.getPort(), true)
        : plain;
  }

  static Answer read(Socket socket) {
    var bytes = new ByteArrayOutputStream();
    try {
      var in = socket.getInputStream();
      for (var read = in.read(); read >= 0; read = in.read()) {
        bytes.write(read);
      }
      return new Answer(bytes.toString(ISO_8859_1), true);
    } catch (SocketTimeoutException e) {
      return new Answer(bytes.toString(ISO_8859_1), false);
    } catch (IOException e) {
      return new Answer(bytes.toString(ISO_8859_1), true);
    }
  }

  private static SSLContext trusting(Path ca, KeyManager... keys) {
    try (var in = Files.newInputStream(ca)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
      var trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(keys, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
