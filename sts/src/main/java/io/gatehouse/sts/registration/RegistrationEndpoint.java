package io.gatehouse.sts.registration;

import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.sts.client.ClientMetadata;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.client.MetadataReading;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.token.TokenReply;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import io.gatehouse.web.endpoint.Single;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /register}: an application registers itself (RFC 7591 §3). */
public final class RegistrationEndpoint implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(RegistrationEndpoint.class);
  private static final String BEARER = "bearer ";

  private final RegistrationPolicy policy;
  private final Clients clients;
  private final InitialTokens tokens;
  private final AuditSink audit;
  private final RegistrationPace pace;

  /** Who is asked and told. */
  public record Parts(Clients clients, InitialTokens tokens, AuditSink audit, LongSupplier nanos) {}

  public RegistrationEndpoint(RegistrationPolicy policy, Parts parts) {
    this.policy = policy;
    this.clients = parts.clients();
    this.tokens = parts.tokens();
    this.audit = parts.audit();
    this.pace = new RegistrationPace(parts.nanos());
  }

  @Override
  public Reply answer(Request request) {
    try {
      if (!pace.allows(request.connection().peer())) {
        return TokenReply.refusal(
            Refusal.of(OAuthError.TOO_MANY_ATTEMPTS, "Too many registrations. Try again later."));
      }
      return switch (read(request)) {
        case MetadataReading.Refused refused -> refuse(refused);
        // The token last: a mistake in the metadata does not use it up.
        case MetadataReading.Read(var metadata) ->
            admitted(request, metadata).map(this::register).orElseGet(() -> unauthorized(request));
      };
    } catch (DependencyUnavailable outage) {
      LOG.warn("nobody can register: {}", outage.getMessage());
      return TokenReply.unavailable();
    }
  }

  private MetadataReading read(Request request) {
    if (!(Json.parse(request.body().bytes()) instanceof Json.Members asked)) {
      return new MetadataReading.Refused("invalid_client_metadata", "The body is no JSON object.");
    }
    return switch (policy.cut(asked, clients.members())) {
      case RegistrationPolicy.Cut.Refused(var refusal) -> refusal;
      case RegistrationPolicy.Cut.Down(var metadata) ->
          clients.read(metadata.write().getBytes(StandardCharsets.UTF_8));
    };
  }

  /** RFC 7591 §1.2: whom an administrator gave a token is trusted as what administrators add. */
  private Optional<ClientMetadata> admitted(Request request, ClientMetadata metadata) {
    if (token(request).filter(tokens::use).isPresent()) {
      pace.wasInvited(request.connection().peer());
      return Optional.of(metadata);
    }
    return policy.open() ? Optional.of(metadata.registeredByItself()) : Optional.empty();
  }

  private static Optional<String> token(Request request) {
    return request.header("Authorization") instanceof Single.One(var text)
            && text.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? Optional.of(text.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  private Reply register(ClientMetadata metadata) {
    var registration = clients.register(metadata, "registration");
    var clientId = registration.client().clientId();
    audit.record(
        new AuditSink.Event("client.registered", "registration", clientId, "ok", Map.of()));
    return Reply.json(201, clients.describe(registration))
        .with("Cache-Control", "no-store")
        .with("Pragma", "no-cache");
  }

  /** RFC 7591 §3.2.2. */
  private static Reply refuse(MetadataReading.Refused refused) {
    var members = new LinkedHashMap<String, Json>();
    members.put("error", new Json.Text(refused.error()));
    members.put("error_description", new Json.Text(refused.description()));
    return TokenReply.json(400, members);
  }

  /** RFC 6750 §3.1: without a token there is no error to name. */
  private static Reply unauthorized(Request request) {
    String error =
        request.header("Authorization") instanceof Single.Absent ? "" : ", error=\"invalid_token\"";
    return Reply.empty(401)
        .with("WWW-Authenticate", "Bearer realm=\"gatehouse\"" + error)
        .with("Cache-Control", "no-store");
  }
}
