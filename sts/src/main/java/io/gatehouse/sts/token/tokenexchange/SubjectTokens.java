package io.gatehouse.sts.token.tokenexchange;

import io.gatehouse.identity.EntryUuid;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.issue.OwnTokens;
import io.gatehouse.sts.issue.Standing;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.oauth.Resource;
import io.gatehouse.sts.oauth.ResourceCatalog;
import io.gatehouse.sts.token.tokenexchange.ExchangeRule.SubjectKind;
import io.gatehouse.tokens.jwt.Claims;
import java.util.Optional;

/** Reads what is brought to be exchanged. */
public final class SubjectTokens {
  private static final String PREFIX = "urn:ietf:params:oauth:token-type:";

  private final OwnTokens tokens;
  private final GatewayTokens identities;
  private final ResourceCatalog resources;
  private final Standing standing;

  public SubjectTokens(
      OwnTokens tokens, GatewayTokens identities, ResourceCatalog resources, Standing standing) {
    this.tokens = tokens;
    this.identities = identities;
    this.resources = resources;
    this.standing = standing;
  }

  /**
   * @param type RFC 8693 §3
   */
  Checked<SubjectToken> read(String type, String token, RegisteredClient actor) {
    return switch (type) {
      case PREFIX + "access_token" -> access(token, actor);
      case PREFIX + "id_token" ->
          judged(
              SubjectKind.ID_TOKEN,
              // An expired one is only a hint of who was here.
              tokens.idToken(token, actor.clientId()));
      case PREFIX + "jwt" -> identity(token, actor);
      default -> refused("the subject_token_type is not one that can be exchanged");
    };
  }

  /** A confused deputy is kept out: the token was given to this client, or is for its resource. */
  private Checked<SubjectToken> access(String token, RegisteredClient actor) {
    return judged(
        SubjectKind.ACCESS_TOKEN,
        tokens
            .accessToken(token)
            .filter(claims ->
                claims.clientId().filter(actor.clientId()::equals).isPresent()
                    || claims.audience().stream()
                        .anyMatch(actor.metadata().resources()::contains)));
  }

  private Checked<SubjectToken> identity(String token, RegisteredClient actor) {
    return judged(
        SubjectKind.IDENTITY,
        identities
            .read(token)
            .filter(claims -> claims.audience().stream().anyMatch(name -> serves(actor, name))));
  }

  private boolean serves(RegisteredClient actor, String audience) {
    return resources.all().stream()
        .filter(resource -> resource.name().equals(audience))
        .map(Resource::uri)
        .anyMatch(actor.metadata().resources()::contains);
  }

  private Checked<SubjectToken> judged(SubjectKind kind, Optional<Claims> claims) {
    if (claims.isEmpty()) {
      return refused("the subject token does not verify or is not this client's to bring");
    }
    if (standing.isTakenBack(claims.get())) {
      return refused("the subject token was revoked");
    }
    return claims
        .get()
        .subject()
        .flatMap(EntryUuid::parse)
        .map(person -> Checked.passed(new SubjectToken(kind, claims.get(), person)))
        .orElseGet(() -> refused("the subject token is not a person's"));
  }

  /** RFC 8693 §2.2.2: whatever is wrong with a token, the request is. */
  static <T> Checked<T> refused(String reason) {
    var refusal = Refusal.malformed("The subject token or the actor token is not acceptable.");
    return Checked.refused(new Refusal(refusal.error(), refusal.description(), reason));
  }
}
