package io.gatehouse.web.endpoint;

import io.gatehouse.identity.HttpField;
import io.gatehouse.web.path.CanonicalPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request, parsed and complete.
 *
 * @param method upper case; {@code HEAD} arrives as {@code GET} where only {@code GET} is mounted
 * @param query what follows the first question mark, raw; empty when there is none
 * @param fields in the order received
 * @param requestId the one of the answer's {@code X-Request-Id}
 * @param pathParameters what the mount's template captured, decoded
 */
public record Request(
    String method,
    CanonicalPath path,
    String query,
    List<HttpField> fields,
    Body body,
    Connection connection,
    String requestId,
    Map<String, String> pathParameters) {

  /** The one value of a field; names compare without regard to case. */
  public Single header(String name) {
    return Single.of(
        fields.stream().filter(field -> field.isNamed(name)).map(HttpField::value).toList());
  }

  /** The one cookie of exactly this name. */
  public Single cookie(String name) {
    return Cookies.find(fields, name);
  }

  /** What the mount's template captured under this name. */
  public String pathParameter(String name) {
    return Optional.ofNullable(pathParameters.get(name))
        .orElseThrow(() -> new IllegalArgumentException("the template has no {" + name + "}"));
  }

  /** The media type of the content, lower case without parameters; empty when none is stated. */
  public String mediaType() {
    return header("Content-Type").value().map(MediaType::essence).orElse("");
  }

  /**
   * The fields of a posted form.
   *
   * @param repeatable names that may come more than once (RFC 8707 allows it for {@code resource})
   */
  public ParametersReading form(String... repeatable) {
    return Forms.read(this, Set.of(repeatable));
  }

  /** The parameters of the query, read like a form's. */
  public ParametersReading queryParameters(String... repeatable) {
    return Parameters.read(query, Set.of(repeatable));
  }

  /** This request with its content, once that was read. */
  public Request withBody(Body content) {
    return new Request(method, path, query, fields, content, connection, requestId, pathParameters);
  }

  Request withPathParameters(Map<String, String> captured) {
    return new Request(
        method, path, query, fields, body, connection, requestId, Map.copyOf(captured));
  }

  Request as(String otherMethod) {
    return new Request(
        otherMethod, path, query, fields, body, connection, requestId, pathParameters);
  }
}
