package io.gatehouse.sts.token.tokenexchange;

import io.gatehouse.identity.EntryUuid;
import io.gatehouse.sts.oauth.SignIn;
import io.gatehouse.sts.token.tokenexchange.ExchangeRule.SubjectKind;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A token about a person that verified, and that the one who brings it had a right to hold. */
record SubjectToken(SubjectKind kind, Claims claims, EntryUuid person) {

  /** What the token allows; an ID token says nothing of it. */
  Optional<Set<String>> scopes() {
    return switch (kind) {
      case ACCESS_TOKEN, IDENTITY -> Optional.of(claims.scopes());
      case ID_TOKEN -> Optional.empty();
    };
  }

  /** The grant that it came from, so that the new token ends with it. */
  Optional<String> grant() {
    return kind == SubjectKind.ACCESS_TOKEN
        ? claims.id().map(id -> id.split("\\.", 2)[0])
        : Optional.empty();
  }

  SignIn signIn() {
    return new SignIn(
        person,
        claims.session().orElse(SignIn.NO_SESSION),
        claims.authTime().or(claims::issuedAt).orElse(Instant.EPOCH),
        claims.contextClass().orElse(SignIn.PASSWORD_CLASS),
        claims.methods());
  }

  Optional<Json.Members> actors() {
    return claims.object("act");
  }

  int depth() {
    int depth = 0;
    var actor = actors();
    while (actor.isPresent()) {
      depth++;
      actor = inner(actor.get());
    }
    return depth;
  }

  private static Optional<Json.Members> inner(Json.Members actor) {
    return actor.get("act").filter(Json.Members.class::isInstance).map(Json.Members.class::cast);
  }

  /** RFC 8693 §4.4: a token that names who may act admits nobody else. */
  boolean admits(String actor) {
    var named = claims.members().get("may_act");
    return named.isEmpty()
        || claims.object("may_act").flatMap(may -> may.text("sub")).equals(Optional.of(actor));
  }
}
