package io.gatehouse.gateway.call;

import io.gatehouse.gateway.route.RouteTable;
import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.web.path.Authority;
import io.gatehouse.web.path.CanonicalPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One request with the routes that were in force when it came. Each proof is made for one call and
 * holds it.
 */
public final class Call {
  private final ReceivedRequest request;
  private final CanonicalPath path;
  private final Authority authority;
  private final RouteTable routes;
  private final boolean certificatesAsked;
  private final Trail trail;
  private final List<HttpField> answerFields = new ArrayList<>(4);

  public Call(ReceivedRequest request, CanonicalPath path, Authority authority, Started started) {
    this.request = request;
    this.path = path;
    this.authority = authority;
    this.routes = started.routes();
    this.certificatesAsked = started.certificatesAsked();
    this.trail = new Trail(started);
  }

  /**
   * What was true when the request came.
   *
   * @param nanos of a monotonic clock
   * @param certificatesAsked whether the connection's listener asks for client certificates
   */
  public record Started(RouteTable routes, Instant at, long nanos, boolean certificatesAsked) {}

  public ReceivedRequest request() {
    return request;
  }

  public CanonicalPath path() {
    return path;
  }

  /** The host asked for: the only one that routing, policy and forwarding look at. */
  public Authority authority() {
    return authority;
  }

  public RouteTable routes() {
    return routes;
  }

  /** Whether the caller could have presented a certificate. */
  public boolean certificatesAsked() {
    return certificatesAsked;
  }

  public Trail trail() {
    return trail;
  }

  /** Adds a field to the answer, whoever gives it. */
  public void answerWith(HttpField field) {
    answerFields.add(field);
  }

  public List<HttpField> answerFields() {
    return answerFields;
  }

  /**
   * Ends a stage that was handed the proof of another request.
   *
   * @throws IllegalStateException when this is not that call
   */
  public void require(Call provenFor) {
    if (this != provenFor) {
      throw new IllegalStateException("this proof was made for another request");
    }
  }
}
