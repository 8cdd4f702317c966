package io.gatehouse.sts.jwks;

import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import java.util.function.Supplier;

/** A key set as a document that anybody may read and keep for five minutes. */
public final class KeySetEndpoint implements Endpoint {
  private final Supplier<String> document;

  /**
   * @param document JSON by RFC 7517 §5
   */
  public KeySetEndpoint(Supplier<String> document) {
    this.document = document;
  }

  @Override
  public Reply answer(Request request) {
    return Reply.of(200, "application/jwk-set+json", document.get())
        .with("Cache-Control", "public, max-age=300")
        .with("Access-Control-Allow-Origin", "*");
  }
}
