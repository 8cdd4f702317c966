package io.gatehouse.app.cli;

import io.gatehouse.identity.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The admin API of one instance. Refusals and outages end the command with their sentence. */
public final class AdminClient {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http;
  private final URI base;
  private final Secret token;

  public AdminClient(HttpClient http, URI base, Secret token) {
    this.http = http;
    this.base = base;
    this.token = token;
  }

  public JsonNode get(String path) {
    return send(request(path).GET().build());
  }

  public JsonNode post(String path, JsonNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }

  public JsonNode delete(String path) {
    return send(request(path).DELETE().build());
  }

  /** A path segment that a person typed. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token.exposeText())
        .header("Accept", "application/json, application/problem+json");
  }

  private JsonNode send(HttpRequest request) {
    try {
      return judge(http.send(request, BodyHandlers.ofString()));
    } catch (IOException unreachable) {
      throw new Stop(
          Exit.UNREACHABLE, "No instance answers at " + base + ". Is it running? " + hint());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Stop(Exit.UNREACHABLE, "Interrupted.");
    }
  }

  private static String hint() {
    return "Start it with `gatehouse start -c FILE`, or check --dir.";
  }

  private JsonNode judge(HttpResponse<String> response) {
    var json = Json.read(response.body()).orElseGet(Json::object);
    var status = response.statusCode();
    if (status / 100 == 2) {
      return json;
    }
    if (status == 503 || status == 502 || status == 504) {
      throw new Stop(Exit.UNREACHABLE, sentence(json, "The instance cannot do this now."));
    }
    if (status == 400 || status == 404 || status == 409 || status == 422) {
      throw Stop.badInput(sentence(json, "The instance did not understand (" + status + ")."));
    }
    if (status == 401) {
      throw new Stop(
          Exit.REFUSED, "The admin token was not accepted. Give the current one by --token-file.");
    }
    throw new Stop(Exit.REFUSED, sentence(json, "The instance refused (" + status + ")."));
  }

  private static String sentence(JsonNode problem, String otherwise) {
    return Optional.of(Json.text(problem, "detail"))
        .filter(detail -> !detail.isBlank())
        .or(() -> Optional.of(Json.text(problem, "title")).filter(title -> !title.isBlank()))
        .orElse(otherwise);
  }
}
