package io.gatehouse.sts.token;

import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.Scopes;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.issue.Approval;
import io.gatehouse.sts.issue.Issued;
import io.gatehouse.sts.issue.TokenIssuer;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.Parameters;
import io.gatehouse.web.endpoint.ParametersReading;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /token}. */
public final class TokenEndpoint implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(TokenEndpoint.class);

  /** A wrong secret, a code or a refresh token used again: somebody may hold what is not theirs. */
  private static final Set<OAuthError> TELLS_OF_ATTACKS =
      Set.of(OAuthError.INVALID_CLIENT, OAuthError.INVALID_GRANT);

  private final ClientAuthentication clients;
  private final DpopProofs proofs;
  private final SenderConstraints constraints;
  private final Map<GrantType, Grant> grants;
  private final TokenIssuer issuer;
  private final AuditSink audit;

  public TokenEndpoint(Callers callers, List<Grant> grants, TokenIssuer issuer, AuditSink audit) {
    this.clients = callers.clients;
    this.proofs = callers.proofs;
    this.constraints = new SenderConstraints(callers.proofs);
    this.grants =
        grants.stream().collect(Collectors.toUnmodifiableMap(Grant::type, Function.identity()));
    this.issuer = issuer;
    this.audit = audit;
  }

  /** How clients prove who they are, and which keys they hold. */
  public record Callers(ClientAuthentication clients, DpopProofs proofs) {}

  /** A client that proved itself, with its form. */
  private record Authenticated(Parameters form, RegisteredClient client) {}

  /** A request with the grant it asks for. */
  private record Directed(TokenRequest request, Grant grant) {}

  /** A decision and what the mint made of it. */
  private record Minted(Approval approval, Grant grant, Issued issued) {}

  /** The phases of every grant, in their order. */
  @Override
  public Reply answer(Request http) {
    return proofs.withNonce(http, judged(http));
  }

  private Reply judged(Request http) {
    if (!http.query().isEmpty()) {
      return refuse(Refusal.malformed("Parameters belong into the content, not into the URL."));
    }
    try {
      return switch (http.form("resource")) {
        case ParametersReading.Refused refused -> TokenReply.unreadable(refused);
        case ParametersReading.Read(var form) ->
            authenticated(http, form)
                .then(this::directed)
                .then(this::scopesAreWellFormed)
                .then(directed -> senderConstrained(http, directed))
                .then(this::minted)
                .map(this::recorded)
                .fold(TokenEndpoint::reply, this::refuse);
      };
    } catch (DependencyUnavailable outage) {
      LOG.warn("no token: {} is out of reach: {}", outage.dependency(), outage.getMessage());
      return TokenReply.unavailable();
    }
  }

  private Checked<Authenticated> authenticated(Request http, Parameters form) {
    return clients.authenticate(http, form).map(client -> new Authenticated(form, client));
  }

  private Checked<Directed> directed(Authenticated caller) {
    Optional<String> named = caller.form.given("grant_type");
    if (named.isEmpty()) {
      return Checked.refused(Refusal.malformed("The parameter grant_type is missing."));
    }
    var grant = named.flatMap(GrantType::named).map(grants::get);
    if (grant.isEmpty()) {
      return Checked.refused(
          Refusal.of(OAuthError.UNSUPPORTED_GRANT_TYPE, "This grant type is not supported here."));
    }
    if (!caller.client.metadata().grantTypes().contains(grant.get().type())) {
      return Checked.refused(
          Refusal.of(
              OAuthError.UNAUTHORIZED_CLIENT, "The client is not registered for this grant type."));
    }
    var request = new TokenRequest(caller.client, caller.form, Optional.empty(), Optional.empty());
    return Checked.passed(new Directed(request, grant.get()));
  }

  private Checked<Directed> scopesAreWellFormed(Directed directed) {
    Optional<String> text = directed.request.form().given("scope");
    var scopes = text.flatMap(Scopes::parse);
    if (text.isPresent() && scopes.isEmpty()) {
      return Checked.refused(
          Refusal.of(OAuthError.INVALID_SCOPE, "The scope is not a list of different words."));
    }
    var request = directed.request;
    return Checked.passed(
        new Directed(
            new TokenRequest(request.client(), request.form(), scopes, Optional.empty()),
            directed.grant));
  }

  private Checked<Directed> senderConstrained(Request http, Directed directed) {
    var request = directed.request;
    return constraints
        .of(http, request.client().metadata())
        .map(key ->
            new Directed(
                new TokenRequest(request.client(), request.form(), request.scopes(), key),
                directed.grant));
  }

  private Checked<Minted> minted(Directed directed) {
    return directed
        .grant
        .decide(directed.request)
        .then(approval ->
            issuer.issue(approval).map(issued -> new Minted(approval, directed.grant, issued)));
  }

  /** No token leaves without its record on disk. */
  private Minted recorded(Minted minted) {
    var details = new HashMap<String, String>();
    details.put("grant_type", minted.grant.type().word());
    details.put("scope", Scopes.format(minted.issued.scopes()));
    details.put("jti", minted.approval.tokenId());
    minted.approval.signIn().ifPresent(signIn -> details.put("sid", signIn.session()));
    audit.record(
        new AuditSink.Event(
            "token.issued",
            minted.issued.subject(),
            "client:" + minted.approval.client().clientId(),
            "ok",
            details));
    return minted;
  }

  private static Reply reply(Minted minted) {
    return TokenReply.tokens(minted.issued, minted.grant.type());
  }

  private Reply refuse(Refusal refusal) {
    LOG.info("no token: {}: {}", refusal.error().code(), refusal.reason());
    if (TELLS_OF_ATTACKS.contains(refusal.error())) {
      audit.record(
          new AuditSink.Event(
              "token.refused",
              "-",
              "token",
              refusal.error().code(),
              Map.of("reason", refusal.reason())));
    }
    return TokenReply.refusal(refusal);
  }
}
