package io.gatehouse.sts.token;

import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.Parameters;
import io.gatehouse.web.endpoint.ParametersReading;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An endpoint that takes a form from a client which proves itself as at the token endpoint. */
public final class ClientEndpoint implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(ClientEndpoint.class);

  private final ClientAuthentication clients;
  private final Action action;

  public ClientEndpoint(ClientAuthentication clients, Action action) {
    this.clients = clients;
    this.action = action;
  }

  /** What is done for a client that proved itself. May block. */
  public interface Action {
    Checked<Reply> perform(RegisteredClient client, Parameters form);
  }

  @Override
  public Reply answer(Request http) {
    if (!http.query().isEmpty()) {
      return refuse(Refusal.malformed("Parameters belong into the content, not into the URL."));
    }
    try {
      return switch (http.form()) {
        case ParametersReading.Refused refused -> TokenReply.unreadable(refused);
        case ParametersReading.Read(var form) ->
            clients
                .authenticate(http, form)
                .then(client -> action.perform(client, form))
                .fold(reply -> reply, ClientEndpoint::refuse);
      };
    } catch (DependencyUnavailable outage) {
      LOG.warn("no answer: {} is out of reach: {}", outage.dependency(), outage.getMessage());
      return TokenReply.unavailable();
    }
  }

  private static Reply refuse(Refusal refusal) {
    LOG.info("refused: {}: {}", refusal.error().code(), refusal.reason());
    return TokenReply.refusal(refusal);
  }
}
