package io.gatehouse.web.egress;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.UrlFetch;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches documents: GET only, no redirects, no cookies, nothing kept. HTTP is spoken here rather
 * than by a library because a library resolves the name itself, after it was judged.
 */
public final class Egress implements UrlFetch {
  private final EgressPlan plan;
  private final Dial dial;

  public Egress(EgressPlan plan, Resolver resolver) {
    this.plan = plan;
    this.dial = new Dial(plan.tls(), new AddressRule(plan.allowed()), resolver);
  }

  @Override
  public Document get(URI url, Trust trust, String accept) {
    return patiently(url, () -> fetch(FetchTarget.of(url), trust, accept));
  }

  /**
   * Posts a form and answers with the status.
   *
   * @throws DependencyUnavailable when the address cannot be reached or is not allowed
   */
  public int post(URI url, Trust trust, String form) {
    return patiently(url, () -> post(FetchTarget.of(url), trust, form));
  }

  /**
   * Posts a form and answers with what came back, whatever its status.
   *
   * @param authorization value of {@code Authorization}
   * @throws DependencyUnavailable when the address cannot be reached or is not allowed
   */
  public FormAnswer submit(URI url, Trust trust, String form, Optional<String> authorization) {
    return patiently(url, () -> submitted(FetchTarget.of(url), trust, form, authorization));
  }

  private <T> T patiently(URI url, Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    try {
      return task.get(plan.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw unavailable(url, why(failed), failed);
    } catch (TimeoutException slow) {
      task.cancel(true);
      throw unavailable(url, "no whole answer within " + plan.patience().toSeconds() + " s", slow);
    } catch (InterruptedException stopped) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw unavailable(url, "stopped", stopped);
    }
  }

  /** Being interrupted closes the socket that a virtual thread waits on. */
  private Document fetch(FetchTarget target, Trust trust, String accept) throws IOException {
    try (Socket socket = dial.open(target, trust)) {
      socket.setSoTimeout((int) plan.patience().toMillis());
      socket.getOutputStream().write(head(target, accept));
      socket.getOutputStream().flush();
      var answer = new AnswerReader(new BufferedInputStream(socket.getInputStream()), plan.limit());
      int status = answer.status();
      if (status != 200) {
        throw new IOException("it answered " + status);
      }
      return new Document(
          answer.content(), answer.field("Content-Type"), maxAge(answer.field("Cache-Control")));
    }
  }

  private int post(FetchTarget target, Trust trust, String form) throws IOException {
    try (Socket socket = dial.open(target, trust)) {
      socket.setSoTimeout((int) plan.patience().toMillis());
      socket.getOutputStream().write(posted(target, form));
      socket.getOutputStream().flush();
      return new AnswerReader(new BufferedInputStream(socket.getInputStream()), plan.limit())
          .status();
    }
  }

  private FormAnswer submitted(
      FetchTarget target, Trust trust, String form, Optional<String> authorization)
      throws IOException {
    try (Socket socket = dial.open(target, trust)) {
      socket.setSoTimeout((int) plan.patience().toMillis());
      var more =
          "Accept: application/json\r\nAccept-Encoding: identity\r\n"
              + authorization.map(value -> "Authorization: " + value + "\r\n").orElse("");
      socket.getOutputStream().write(posted(target, form, more));
      socket.getOutputStream().flush();
      var answer = new AnswerReader(new BufferedInputStream(socket.getInputStream()), plan.limit());
      return new FormAnswer(answer.status(), answer.content());
    }
  }

  private static byte[] posted(FetchTarget target, String form) {
    return posted(target, form, "");
  }

  private static byte[] posted(FetchTarget target, String form, String more) {
    String head =
        String.join(
            "\r\n",
            "POST " + target.target() + " HTTP/1.1",
            "Host: " + target.authority(),
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Length: " + form.length(),
            "User-Agent: gatehouse",
            more + "Connection: close",
            "\r\n");
    return (head + form).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] head(FetchTarget target, String accept) {
    String head =
        String.join(
            "\r\n",
            "GET " + target.target() + " HTTP/1.1",
            "Host: " + target.authority(),
            "Accept: " + accept,
            "Accept-Encoding: identity",
            "User-Agent: gatehouse",
            "Connection: close",
            "\r\n");
    return head.getBytes(StandardCharsets.US_ASCII);
  }

  /** RFC 9111 §5.2.2: what must not be stored is old at once. */
  private static Optional<Duration> maxAge(Optional<String> cacheControl) {
    for (String directive : cacheControl.orElse("").toLowerCase(Locale.ROOT).split(",", -1)) {
      String trimmed = directive.strip();
      if (trimmed.equals("no-store") || trimmed.equals("no-cache")) {
        return Optional.of(Duration.ZERO);
      }
      if (trimmed.matches("max-age=[0-9]{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(trimmed.substring(8))));
      }
    }
    return Optional.empty();
  }

  private static String why(ExecutionException failed) {
    return Optional.ofNullable(failed.getCause()).map(Throwable::getMessage).orElse("it failed");
  }

  private static DependencyUnavailable unavailable(URI url, String reason, Exception cause) {
    String where = url.getScheme() + "://" + url.getHost();
    return new DependencyUnavailable(Dependency.ISSUER, where + ": " + reason, cause);
  }
}
