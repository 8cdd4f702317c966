package io.gatehouse.sts.introspection;

import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.Scopes;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.issue.OwnTokens;
import io.gatehouse.sts.issue.Standing;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.token.ClientEndpoint;
import io.gatehouse.sts.token.TokenReply;
import io.gatehouse.sts.token.refreshtoken.Families;
import io.gatehouse.sts.token.refreshtoken.Family;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Parameters;
import io.gatehouse.web.endpoint.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells about a token: the client it was issued to, and the server of the resource it is for. To
 * everybody else every token is simply not active (RFC 7662 §2.2).
 */
public final class IntrospectionAction implements ClientEndpoint.Action {
  /** What a token says that its resource needs (RFC 7662 §2.2, RFC 9470 §6.2, RFC 8693 §4). */
  private static final List<String> TOLD =
      List.of(
          "scope",
          "client_id",
          "exp",
          "iat",
          "sub",
          "aud",
          "iss",
          "jti",
          "acr",
          "amr",
          "auth_time",
          "cnf",
          "act",
          "may_act");

  private final Issuer issuer;
  private final OwnTokens tokens;
  private final Families families;
  private final Holders holders;

  public IntrospectionAction(Issuer issuer, OwnTokens tokens, Families families, Holders holders) {
    this.issuer = issuer;
    this.tokens = tokens;
    this.families = families;
    this.holders = holders;
  }

  /** Who is asked about those that tokens speak of. */
  public record Holders(Clients clients, Standing standing) {}

  @Override
  public Checked<Reply> perform(RegisteredClient caller, Parameters form) {
    // RFC 7662 §4: without proof anybody could scan for tokens.
    if (caller.metadata().isPublic()) {
      return Checked.refused(
          new Refusal(
              OAuthError.INVALID_CLIENT,
              "The client or its credentials were not accepted.",
              "a public client asks about a token"));
    }
    return Checked.present(
            form.given("token"), Refusal.malformed("The parameter token is missing."))
        .map(token ->
            accessToken(caller, token)
                .or(() -> refreshToken(caller, token))
                .orElse(Map.of("active", new Json.Flag(false))))
        .map(members -> TokenReply.json(200, members));
  }

  private Optional<Map<String, Json>> accessToken(RegisteredClient caller, String token) {
    return tokens
        .accessToken(token)
        .filter(claims -> mayAsk(caller, claims))
        .filter(claims -> !holders.standing.isTakenBack(claims))
        .flatMap(this::told);
  }

  private static boolean mayAsk(RegisteredClient caller, Claims claims) {
    return claims.clientId().filter(caller.clientId()::equals).isPresent()
        || claims.audience().stream().anyMatch(caller.metadata().resources()::contains);
  }

  private Optional<Map<String, Json>> told(Claims claims) {
    var clientId = claims.clientId().orElse("");
    boolean ofClient = claims.subject().filter(clientId::equals).isPresent();
    if (holders.clients.find(clientId).isEmpty()) {
      return Optional.empty();
    }
    var members = new LinkedHashMap<String, Json>();
    members.put("active", new Json.Flag(true));
    TOLD.forEach(name -> claims.members().get(name).ifPresent(value -> members.put(name, value)));
    boolean proven = claims.object("cnf").flatMap(cnf -> cnf.text("jkt")).isPresent();
    members.put("token_type", new Json.Text(proven ? "DPoP" : "Bearer"));
    return ofClient
        ? Optional.of(members)
        : claims.subject().flatMap(EntryUuid::parse).flatMap(id -> named(members, id));
  }

  private Optional<Map<String, Json>> named(Map<String, Json> members, EntryUuid owner) {
    return holders
        .standing
        .holder(owner)
        .map(Owner::username)
        .map(username -> {
          members.put("username", new Json.Text(username));
          return members;
        });
  }

  /** A refresh token is for nobody but its client and us. */
  private Optional<Map<String, Json>> refreshToken(RegisteredClient caller, String token) {
    return families
        .of(token)
        .filter(family -> family.clientId().equals(caller.clientId()))
        .filter(family -> families.isCurrent(token))
        .filter(family -> holders.standing.person(family.signIn()) instanceof Checked.Passed)
        .flatMap(this::told);
  }

  private Optional<Map<String, Json>> told(Family family) {
    var members = new LinkedHashMap<String, Json>();
    members.put("active", new Json.Flag(true));
    members.put("scope", new Json.Text(Scopes.format(family.scopes())));
    members.put("client_id", new Json.Text(family.clientId()));
    members.put("exp", new Json.Whole(families.endOf(family).getEpochSecond()));
    members.put("sub", new Json.Text(family.signIn().owner().value()));
    members.put("iss", new Json.Text(issuer.value()));
    return named(members, family.signIn().owner());
  }
}
