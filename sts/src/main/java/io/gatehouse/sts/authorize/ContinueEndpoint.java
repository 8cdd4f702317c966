package io.gatehouse.sts.authorize;

import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.sts.session.SessionCookie;
import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.ParametersReading;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;

/** {@code GET /authorize/continue}: where every browser step leads back to. */
public final class ContinueEndpoint implements Endpoint {
  private final AuthorizationFlow flow;

  public ContinueEndpoint(AuthorizationFlow flow) {
    this.flow = flow;
  }

  @Override
  public Reply answer(Request request) {
    if (SessionCookie.conflict(request)) {
      return flow.failures().cookies(request);
    }
    try {
      return switch (request.queryParameters()) {
        case ParametersReading.Refused refused -> flow.failures().flow(request);
        case ParametersReading.Read(var parameters) ->
            flow.transactions()
                .find(request, parameters.given("flow"))
                .map(waiting -> flow.resume(request, waiting))
                .orElseGet(() -> flow.failures().flow(request));
      };
    } catch (DependencyUnavailable outage) {
      return flow.failures().unavailable(request, outage);
    }
  }
}
