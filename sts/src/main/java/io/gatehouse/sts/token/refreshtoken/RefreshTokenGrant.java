package io.gatehouse.sts.token.refreshtoken;

import io.gatehouse.identity.Secret;
import io.gatehouse.sts.issue.Approval;
import io.gatehouse.sts.issue.Standing;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.token.Grant;
import io.gatehouse.sts.token.TokenRequest;
import java.util.Optional;

/** RFC 6749 §6 with the rotation of RFC 9700 §4.14. */
public final class RefreshTokenGrant implements Grant {
  private final Families families;
  private final Standing standing;
  private final RandomText random;

  public RefreshTokenGrant(Families families, Standing standing, RandomText random) {
    this.families = families;
    this.standing = standing;
    this.random = random;
  }

  /** A genuine token and the family it belongs to. */
  private record Presented(RefreshTokenText token, Family family) {}

  @Override
  public GrantType type() {
    return GrantType.REFRESH_TOKEN;
  }

  @Override
  public Checked<Approval> decide(TokenRequest request) {
    Optional<String> text = request.form().given("refresh_token");
    if (text.isEmpty()) {
      return Checked.refused(Refusal.malformed("The parameter refresh_token is missing."));
    }
    return genuine(text.get())
        .then(presented -> ofThisClient(presented, request))
        .then(presented -> withItsKey(presented, request))
        .then(this::alive)
        .then(presented -> within(presented, request))
        .then(presented -> personStands(presented))
        .then(presented -> advanced(presented, request));
  }

  private Checked<Presented> genuine(String text) {
    var presented =
        RefreshTokenText.parse(text)
            .flatMap(token -> families.madeBy(token).map(family -> new Presented(token, family)));
    return Checked.present(presented, Refusal.invalidGrant("the refresh token is not ours"));
  }

  /** A token in the hands of another client was stolen. */
  private Checked<Presented> ofThisClient(Presented presented, TokenRequest request) {
    if (presented.family.clientId().equals(request.client().clientId())) {
      return Checked.passed(presented);
    }
    families.revoke(presented.family, "used_by_another_client");
    return Checked.refused(Refusal.invalidGrant("the refresh token belongs to another client"));
  }

  /** RFC 8705 §4: whose client has no secret is held by the one key that it was given to. */
  private static Checked<Presented> withItsKey(Presented presented, TokenRequest request) {
    var bound = presented.family.binding();
    return bound.isEmpty() || bound.equals(request.binding())
        ? Checked.passed(presented)
        : Checked.refused(Refusal.invalidGrant("the refresh token is bound to another key"));
  }

  private Checked<Presented> alive(Presented presented) {
    return families.isAlive(presented.family)
        ? Checked.passed(presented)
        : Checked.refused(Refusal.invalidGrant("the refresh family has ended or was revoked"));
  }

  /** RFC 6749 §6: never more than was granted at first. */
  private static Checked<Presented> within(Presented presented, TokenRequest request) {
    var family = presented.family;
    if (!family.scopes().containsAll(request.scopes().orElse(family.scopes()))) {
      return Checked.refused(
          Refusal.of(OAuthError.INVALID_SCOPE, "A scope was not part of the first grant."));
    }
    return request.asksForResource(family.resource())
        ? Checked.passed(presented)
        : Checked.refused(
            Refusal.of(OAuthError.INVALID_TARGET, "The grant is for another resource."));
  }

  /** Asked here as well, so that a refused person's token is not used up. */
  private Checked<Presented> personStands(Presented presented) {
    return standing.person(presented.family.signIn()).map(owner -> presented);
  }

  private Checked<Approval> advanced(Presented presented, TokenRequest request) {
    var family = presented.family;
    if (!request.client().metadata().isPublic() || family.binding().isPresent()) {
      return stable(presented, request);
    }
    Optional<Secret> successor = families.successor(family, presented.token.generation());
    if (successor.isEmpty()) {
      return reused(family);
    }
    return Checked.passed(
        approval(family, request, new Approval.Refresh.Successor(successor.get())));
  }

  /** A proof of the client or of its key protects the token; a change could only be lost. */
  private Checked<Approval> stable(Presented presented, TokenRequest request) {
    var family = presented.family;
    if (presented.token.generation() != family.generation()) {
      return reused(family);
    }
    families.used(family);
    return Checked.passed(approval(family, request, new Approval.Refresh.None()));
  }

  /** RFC 9700 §4.14.2: who of the two holders is the thief cannot be told, so both lose it. */
  private Checked<Approval> reused(Family family) {
    families.revoke(family, "refresh_token_reused");
    return Checked.refused(Refusal.invalidGrant("the refresh token was used before"));
  }

  private Approval approval(Family family, TokenRequest request, Approval.Refresh refresh) {
    return new Approval(
        request.client(),
        family.id(),
        family.id() + "." + random.id(),
        request.scopes().orElse(family.scopes()),
        family.resource(),
        Optional.of(family.signIn()),
        Optional.empty(),
        family.claims(),
        request.binding(),
        refresh);
  }
}
