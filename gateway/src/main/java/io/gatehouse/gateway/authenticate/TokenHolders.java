package io.gatehouse.gateway.authenticate;

import io.gatehouse.gateway.authenticate.TrustedIssuer.Owners;
import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Confirmation;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.identity.OwnerState;
import io.gatehouse.identity.OwnerStates;
import io.gatehouse.identity.Principal;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.Revocations;
import io.gatehouse.identity.VerifiedIdentity;
import io.gatehouse.identity.VerifiedIdentity.Authentication;
import io.gatehouse.identity.VerifiedIdentity.Authority;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.VerifiedJwt;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whom a verified token stands for, now: revocation and the owner's state are asked every time. */
public final class TokenHolders {
  private final OwnerStates owners;
  private final MatchedOwners matched;
  private final ClientOwners clients;
  private final Revocations revocations;

  public TokenHolders(
      OwnerStates owners, MatchedOwners matched, ClientOwners clients, Revocations revocations) {
    this.owners = owners;
    this.matched = matched;
    this.clients = clients;
    this.revocations = revocations;
  }

  Attempt identify(TrustedIssuer issuer, VerifiedJwt jwt, Waiting waiting) {
    return identify(new Token(issuer, jwt.claims(), jwt.expiresAt()), waiting);
  }

  /** By what the issuer itself said of a token, which was judged already. */
  Attempt identify(TrustedIssuer issuer, Claims said, Instant expiresAt, Waiting waiting) {
    return identify(new Token(issuer, said, expiresAt), waiting);
  }

  private Attempt identify(Token token, Waiting waiting) {
    var issuer = token.issuer();
    var claims = token.claims();
    var revoked = revoked(issuer, claims);
    if (revoked.isPresent()) {
      return refused(revoked.get() + " was revoked");
    }
    if (claims.subject().isEmpty()) {
      return refused("no sub");
    }
    return switch (issuer.owners()) {
      case Owners.ByEntryUuid own -> ownIssuer(token, waiting);
      case Owners.ByMatch match -> byMatch(token, match, waiting);
      case Owners.ByIssuer foreign ->
          verified(token, new Holder(foreignPerson(issuer, claims), Optional.empty()));
    };
  }

  // Only our own issuer's clients, sessions and tokens are in our ledger: the same words from
  // another issuer mean other things.
  private Optional<String> revoked(TrustedIssuer issuer, Claims claims) {
    if (!(issuer.owners() instanceof Owners.ByEntryUuid)) {
      return Optional.empty();
    }
    if (isRevoked(Kind.SESSION, claims.session())) {
      return Optional.of("session");
    }
    if (isRevoked(Kind.CLIENT, claims.clientId())) {
      return Optional.of("client");
    }
    // The first part of jti names the grant, which may be a refresh family.
    var grant = claims.id().map(id -> id.split("\\.", 2)[0]);
    if (isRevoked(Kind.REFRESH_FAMILY, grant) || isRevoked(Kind.TOKEN, grant)) {
      return Optional.of("grant");
    }
    return isRevoked(Kind.TOKEN, claims.id()) ? Optional.of("token") : Optional.empty();
  }

  /**
   * A client of our own issuer that was taken back; other issuers' clients are not in our ledger.
   */
  boolean isRevokedClient(TrustedIssuer issuer, String clientId) {
    return issuer.owners() instanceof Owners.ByEntryUuid
        && isRevoked(Kind.CLIENT, Optional.of(clientId));
  }

  private boolean isRevoked(Kind kind, Optional<String> id) {
    return id.filter(name -> revocations.isRevoked(new LedgerSubject(kind, name))).isPresent();
  }

  // RFC 9068 §2.2: without a resource owner, sub is the client itself.
  private Attempt ownIssuer(Token token, Waiting waiting) {
    var subject = token.claims().subject().orElse("");
    var client = token.claims().clientId().orElse("");
    if (!subject.equals(client)) {
      return EntryUuid.parse(subject)
          .map(id -> owned(token, id, waiting))
          .orElseGet(() -> refused("sub is no entryUUID"));
    }
    return switch (clients.ownerOf(client, waiting)) {
      case ClientOwners.NotLoaded wait -> new Attempt.Park(WaitFor.STORE);
      case ClientOwners.Unknown gone -> refused("no such client");
      case ClientOwners.Owned(var owner) ->
          owned(token, owner, new Principal.Client(client), waiting);
      case ClientOwners.Ownerless alone ->
          verified(token, new Holder(new Principal.Client(client), Optional.empty()));
    };
  }

  private Attempt byMatch(Token token, Owners.ByMatch match, Waiting waiting) {
    var value = token.claims().text(match.claim());
    if (value.isEmpty() || value.get().isEmpty()) {
      return refused("no claim " + match.claim());
    }
    return switch (matched.find(match.attribute(), value.get(), waiting)) {
      case MatchedOwners.NotLoaded wait -> new Attempt.Park(WaitFor.DIRECTORY);
      case MatchedOwners.NoneOrMany none -> refused("not exactly one owner matches");
      case MatchedOwners.One(var id) -> owned(token, id, waiting);
    };
  }

  private Attempt owned(Token token, EntryUuid id, Waiting waiting) {
    return owned(token, id, new Principal.Person(id.value()), waiting);
  }

  private Attempt owned(Token token, EntryUuid id, Principal principal, Waiting waiting) {
    return switch (owners.stateOf(id, waiting)) {
      case OwnerState.NotLoaded wait -> new Attempt.Park(WaitFor.DIRECTORY);
      case OwnerState.Inactive(var reason) -> refused("owner " + reason);
      case OwnerState.Active active -> verified(token, new Holder(principal, active));
    };
  }

  private static Principal foreignPerson(TrustedIssuer issuer, Claims claims) {
    return new Principal.Person(PairwiseSubject.of(issuer.issuer(), claims.subject().orElse("")));
  }

  private static Attempt verified(Token token, Holder holder) {
    var issuer = token.issuer();
    var claims = token.claims();
    var confirmation = confirmation(claims);
    if (claims.members().get("cnf").isPresent() && confirmation.isEmpty()) {
      return refused("a confirmation that is not understood");
    }
    var actors = ActorChain.of(issuer, claims);
    if (actors.isEmpty()) {
      return refused("a chain of actors that is not understood, or too long");
    }
    return new Attempt.Verified(
        new VerifiedIdentity(
            holder.principal(),
            holder.owner().map(active -> active.owner().id()),
            CredentialKind.JWT,
            claims.clientId().or(() -> claims.text("azp")).orElse(issuer.issuer()),
            authentication(claims, holder.principal()),
            authority(issuer, claims, holder),
            token.expiresAt(),
            claims.id(),
            issuer.owners() instanceof Owners.ByEntryUuid ? claims.session() : Optional.empty(),
            confirmation,
            holder.owner().map(OwnerState.Active::stale).orElse(false),
            actors.get()));
  }

  private static Authentication authentication(Claims claims, Principal principal) {
    var methods = principal instanceof Principal.Client ? List.of("client") : claims.methods();
    return new Authentication(methods, claims.contextClass(), claims.authTime());
  }

  private static Authority authority(TrustedIssuer issuer, Claims claims, Holder holder) {
    // A client's groups are empty, whoever owns it.
    Set<String> groups =
        holder.principal() instanceof Principal.Client
            ? Set.of()
            : holder
                .owner()
                .map(active -> active.owner().groups())
                .orElseGet(() -> foreignGroups(issuer, claims));
    Optional<Set<String>> audiences =
        issuer.audienceIsResource() ? Optional.of(Set.copyOf(claims.audience())) : Optional.empty();
    return new Authority(scopes(issuer, claims), groups, audiences, Set.of());
  }

  private static Set<String> foreignGroups(TrustedIssuer issuer, Claims claims) {
    return issuer.groupsClaim().map(table -> translated(table, claims)).orElse(Set.of());
  }

  private static Set<String> scopes(TrustedIssuer issuer, Claims claims) {
    return switch (issuer.scopes()) {
      case TrustedIssuer.Scopes.Ours() -> claims.scopes();
      case TrustedIssuer.Scopes.Translated(var table) ->
          table.map(words -> translated(words, claims)).orElse(Set.of());
    };
  }

  private static Set<String> translated(TrustedIssuer.ClaimTable table, Claims claims) {
    var values = table.claim().equals("scope") ? claims.scopes() : claims.texts(table.claim());
    var ours = new HashSet<String>();
    for (var value : values) {
      ours.addAll(table.values().getOrDefault(value, List.of()));
    }
    return ours;
  }

  // RFC 7800 §3.1: a confirmation that cannot be checked must not be passed over.
  private static Optional<Confirmation> confirmation(Claims claims) {
    var cnf = claims.object("cnf").filter(members -> members.values().size() == 1);
    return cnf.flatMap(TokenHolders::confirmation);
  }

  private static Optional<Confirmation> confirmation(Json.Members cnf) {
    Optional<Confirmation> certificate = cnf.text("x5t#S256").map(Confirmation.Certificate::new);
    return certificate.or(() -> cnf.text("jkt").map(Confirmation.DpopKey::new));
  }

  private static Attempt refused(String reason) {
    return new Attempt.Refused(Problem.invalidCredential("jwt: " + reason));
  }

  private record Token(TrustedIssuer issuer, Claims claims, Instant expiresAt) {}

  private record Holder(Principal principal, Optional<OwnerState.Active> owner) {
    Holder(Principal principal, OwnerState.Active active) {
      this(principal, Optional.of(active));
    }
  }
}
