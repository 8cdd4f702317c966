package io.gatehouse.app.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Many who ask for a token at once, on connections that they keep. */
final class TokenCallers implements AutoCloseable {
  static final int CALLERS = 200;

  private final HttpClient http;
  private final HttpRequest request;

  /**
   * @param ca whom they trust
   * @param form what each of them posts
   */
  TokenCallers(Path ca, String issuer, String form) throws IOException, GeneralSecurityException {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trusting(ca))
            .build();
    this.request =
        HttpRequest.newBuilder(URI.create(issuer + "/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
  }

  private static SSLContext trusting(Path ca) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var pem = Files.newInputStream(ca)) {
      var certificate = CertificateFactory.getInstance("X.509").generateCertificate(pem);
      store.setCertificateEntry("ca", certificate);
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** The status that each of so many got. */
  List<Integer> all(int callers) {
    var answers =
        IntStream.range(0, callers)
            .mapToObj(caller ->
                http.sendAsync(request, BodyHandlers.discarding()).thenApply(r -> r.statusCode()))
            .toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  /** Whether somebody gets a token within half a minute. */
  boolean served() {
    var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < deadline) {
      if (all(1).equals(List.of(200))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
