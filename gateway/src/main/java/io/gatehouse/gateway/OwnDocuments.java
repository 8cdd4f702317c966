package io.gatehouse.gateway;

import io.gatehouse.gateway.call.Call;
import io.gatehouse.identity.IdentityKeys;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.web.endpoint.MountTable;
import io.gatehouse.web.endpoint.ProblemReply;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.exchange.EndpointHandler;
import io.gatehouse.web.exchange.Exchange;
import java.util.stream.Collectors;

/** What the gateway serves itself, on every host: its keys and the metadata of its resources. */
final class OwnDocuments {
  private static final String RESERVED = "/.gatehouse";
  private static final String KEYS = RESERVED + "/jwks.json";
  private static final String METADATA = "/.well-known/oauth-protected-resource";

  private final IdentityKeys keys;
  private final EndpointHandler others;

  OwnDocuments(IdentityKeys keys, MountTable others) {
    this.keys = keys;
    this.others = new EndpointHandler(others);
  }

  /** Answers when the path is one of the gateway's own. */
  boolean answers(Exchange exchange, Call call) {
    var path = call.path().raw();
    boolean reserved = call.path().segments().getFirst().equals(RESERVED.substring(1));
    if (!reserved && !path.startsWith(METADATA)) {
      return false;
    }
    if (reserved && !path.equals(KEYS)) {
      others.handle(exchange);
    } else {
      exchange.reply(reply(call, path));
    }
    return true;
  }

  private Reply reply(Call call, String path) {
    if (path.equals(KEYS)) {
      return readable(call, jwks(), "application/jwk-set+json");
    }
    return call.routes()
        .resources()
        .documentAt(call.authority().toString(), path)
        .map(document -> readable(call, document, "application/json"))
        .orElseGet(() -> refused(call, ProblemKind.NO_ROUTE, "Nothing is served here."));
  }

  private static Reply readable(Call call, String document, String type) {
    return switch (call.request().method()) {
      case "GET" ->
          Reply.of(200, type, document)
              .with("Cache-Control", "public, max-age=60")
              .with("Access-Control-Allow-Origin", "*");
      case "HEAD" -> Reply.empty(200).with("Content-Type", type);
      default ->
          refused(call, ProblemKind.METHOD_NOT_ALLOWED, "This document can only be read.")
              .with("Allow", "GET, HEAD");
    };
  }

  private String jwks() {
    return keys.union().stream()
        .map(IdentityKeys.PublishedKey::jwk)
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  private static Reply refused(Call call, ProblemKind kind, String detail) {
    return ProblemReply.of(Problem.of(kind, detail, detail), call.request().requestId());
  }
}
