package io.gatehouse.sts.authorize;

import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.sts.session.SessionCookie;
import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.ParametersReading;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;

/** {@code /authorize}, by GET and by POST (OpenID Connect Core §3.1.2.1). */
public final class AuthorizeEndpoint implements Endpoint {
  private final AuthorizationFlow flow;

  public AuthorizeEndpoint(AuthorizationFlow flow) {
    this.flow = flow;
  }

  @Override
  public Reply answer(Request request) {
    boolean posted = request.method().equals("POST");
    if (SessionCookie.conflict(request)) {
      return flow.failures().cookies(request);
    }
    if (posted && !request.query().isEmpty()) {
      return flow.failures().request(request, "parameters in the URL and in the content");
    }
    try {
      return switch (posted ? request.form("resource") : request.queryParameters("resource")) {
        case ParametersReading.Refused refused ->
            flow.failures().request(request, refused.detail());
        case ParametersReading.Read(var parameters) ->
            flow.begin(request, AskedParameters.of(parameters));
      };
    } catch (DependencyUnavailable outage) {
      return flow.failures().unavailable(request, outage);
    }
  }
}
