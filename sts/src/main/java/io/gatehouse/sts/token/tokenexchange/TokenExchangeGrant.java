package io.gatehouse.sts.token.tokenexchange;

import io.gatehouse.sts.issue.Approval;
import io.gatehouse.sts.issue.HolderBinding;
import io.gatehouse.sts.issue.OwnTokens;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.oauth.Resource;
import io.gatehouse.sts.oauth.ResourceCatalog;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.sts.token.Grant;
import io.gatehouse.sts.token.TokenRequest;
import io.gatehouse.tokens.jwt.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * RFC 8693: a client turns the token of a person into one for another resource. The table alone
 * decides; the new token is never wider, longer-lived or less bound than the one that was brought.
 */
public final class TokenExchangeGrant implements Grant {
  /** The one kind of token that is handed out. */
  public static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  private final List<ExchangeRule> rules;
  private final Readers readers;
  private final ResourceCatalog resources;
  private final Chance chance;

  public TokenExchangeGrant(
      List<ExchangeRule> rules, Readers readers, ResourceCatalog resources, Chance chance) {
    this.rules = List.copyOf(rules);
    this.readers = readers;
    this.resources = resources;
    this.chance = chance;
  }

  /** Who reads tokens. */
  public record Readers(SubjectTokens subjects, OwnTokens tokens) {}

  /** Names, and the time. */
  public record Chance(RandomText random, InstantSource clock) {}

  /** A token that may be exchanged, and the line that allows it. */
  private record Permitted(SubjectToken subject, Resource target, ExchangeRule rule) {}

  @Override
  public GrantType type() {
    return GrantType.TOKEN_EXCHANGE;
  }

  @Override
  public Checked<Approval> decide(TokenRequest request) {
    if (request.client().metadata().isPublic()) {
      return Checked.refused(
          Refusal.of(OAuthError.UNAUTHORIZED_CLIENT, "A public client cannot act for others."));
    }
    var subject = request.form().given("subject_token");
    var type = request.form().given("subject_token_type");
    if (subject.isEmpty() || type.isEmpty()) {
      return Checked.refused(
          Refusal.malformed("The parameters subject_token and subject_token_type are needed."));
    }
    if (!request.form().given("requested_token_type").orElse(ACCESS_TOKEN).equals(ACCESS_TOKEN)) {
      return Checked.refused(Refusal.malformed("The only requested_token_type is access_token."));
    }
    return actorFits(request)
        .then(fits -> readers.subjects.read(type.get(), subject.get(), request.client()))
        .then(token -> permitted(request, token))
        .then(permitted -> bound(request, permitted))
        .then(permitted -> approval(request, permitted));
  }

  /** The client that proved itself is the actor; a token of somebody else does not make another. */
  private Checked<Boolean> actorFits(TokenRequest request) {
    var token = request.form().given("actor_token");
    var type = request.form().given("actor_token_type");
    if (token.isEmpty() && type.isEmpty()) {
      return Checked.passed(true);
    }
    String self = request.client().clientId();
    boolean fits =
        type.equals(Optional.of(ACCESS_TOKEN))
            && token
                .flatMap(readers.tokens::accessToken)
                .flatMap(claims -> claims.subject())
                .equals(Optional.of(self));
    return fits
        ? Checked.passed(true)
        : SubjectTokens.refused("the actor token is not an access token of the client itself");
  }

  private Checked<Permitted> permitted(TokenRequest request, SubjectToken subject) {
    String actor = request.client().clientId();
    var target = target(request);
    var rule =
        target.flatMap(resource ->
            rules.stream()
                .filter(line -> line.isFor(actor, subject.kind(), resource.name()))
                .findFirst());
    if (rule.isEmpty()) {
      return Checked.refused(
          Refusal.of(
              OAuthError.INVALID_TARGET, "This client may not exchange this for that target."));
    }
    int depth = subject.depth() + (rule.get().delegation() ? 1 : 0);
    if (!subject.admits(actor) || depth > rule.get().depth()) {
      return SubjectTokens.refused("the actor is not admitted or the chain of actors is too long");
    }
    return Checked.passed(new Permitted(subject, target.orElseThrow(), rule.get()));
  }

  /** Exactly one target, by its uri ({@code resource}) or its name ({@code audience}). */
  private Optional<Resource> target(TokenRequest request) {
    var uris = request.form().all("resource");
    var name = request.form().given("audience");
    if (uris.size() > 1 || (uris.isEmpty() && name.isEmpty())) {
      return Optional.empty();
    }
    return resources.all().stream()
        .filter(resource -> uris.stream().allMatch(resource.uri()::equals))
        .filter(resource -> name.stream().allMatch(resource.name()::equals))
        .findFirst();
  }

  /** A bound token becomes a bound one: by the actor's own key when it is named, else the same. */
  private static Checked<Permitted> bound(TokenRequest request, Permitted permitted) {
    var claims = permitted.subject.claims();
    if (claims.members().get("cnf").isEmpty()) {
      return Checked.passed(permitted);
    }
    boolean kept =
        request.binding().stream()
            .anyMatch(key -> permitted.rule.delegation() || HolderBinding.isTo(key, claims));
    return kept
        ? Checked.passed(permitted)
        : SubjectTokens.refused("the subject token is bound to a key that was not proven here");
  }

  private Checked<Approval> approval(TokenRequest request, Permitted permitted) {
    var possible = possible(request, permitted);
    var wanted = request.scopes().orElse(possible);
    if (wanted.isEmpty() || !possible.containsAll(wanted)) {
      return Checked.refused(
          Refusal.of(OAuthError.INVALID_SCOPE, "The new token cannot hold these scopes."));
    }
    var subject = permitted.subject;
    String fresh = chance.random.id();
    String grant = subject.grant().orElse(fresh);
    return Checked.passed(
        new Approval(
                request.client(),
                grant,
                grant + "." + fresh,
                wanted,
                Optional.of(permitted.target.uri()),
                Optional.of(subject.signIn()),
                Optional.empty(),
                request.binding(),
                new Approval.Refresh.None())
            .within(new Approval.Extent(Optional.of(ends(permitted)), act(request, permitted))));
  }

  private static Set<String> possible(TokenRequest request, Permitted permitted) {
    var possible = new HashSet<>(permitted.rule.scopes());
    possible.retainAll(permitted.target.scopes());
    possible.retainAll(request.client().metadata().scopes());
    permitted.subject.scopes().ifPresent(possible::retainAll);
    return ScopeCatalog.ofResources(possible);
  }

  private Instant ends(Permitted permitted) {
    Duration lifetime = permitted.rule.lifetime();
    Instant latest = chance.clock.instant().plus(lifetime);
    return permitted
        .subject
        .claims()
        .expiresAt()
        .filter(end -> end.isBefore(latest))
        .orElse(latest);
  }

  /** RFC 8693 §4.1: the newest actor outside, those before it inside. */
  private static Optional<Json.Members> act(TokenRequest request, Permitted permitted) {
    var before = permitted.subject.actors();
    if (!permitted.rule.delegation()) {
      return before;
    }
    var members = new LinkedHashMap<String, Json>();
    members.put("sub", new Json.Text(request.client().clientId()));
    before.ifPresent(inner -> members.put("act", inner));
    return Optional.of(new Json.Members(members));
  }
}
