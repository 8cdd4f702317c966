package io.gatehouse.sts.jwks;

import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import java.time.Duration;
import java.util.function.Supplier;

/** A key set as a document that anybody may read and keep for a while. */
public final class KeySetEndpoint implements Endpoint {
  private static final Duration USUAL = Duration.ofMinutes(5);

  private final Supplier<String> document;
  private final String cached;

  /**
   * @param document JSON by RFC 7517 §5
   */
  public KeySetEndpoint(Supplier<String> document) {
    this(document, USUAL);
  }

  /**
   * @param kept how long a copy may be kept
   */
  public KeySetEndpoint(Supplier<String> document, Duration kept) {
    this.document = document;
    this.cached = "public, max-age=" + kept.toSeconds();
  }

  @Override
  public Reply answer(Request request) {
    return Reply.of(200, "application/jwk-set+json", document.get())
        .with("Cache-Control", cached)
        .with("Access-Control-Allow-Origin", "*");
  }
}
