package io.gatehouse.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.IdentityKeys;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.Principal;
import io.gatehouse.identity.VerifiedIdentity;
import io.gatehouse.testkit.StoppedClock;
import io.gatehouse.tokens.jwt.CompactJws;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.JwtPolicy;
import io.gatehouse.tokens.jwt.JwtVerifier;
import io.gatehouse.tokens.jwt.KeySet;
import io.gatehouse.tokens.jwt.SigningKey;
import io.gatehouse.tokens.jwt.VerifiedJwt;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentityTokensTest {
  private static final EntryUuid BOB = new EntryUuid("6f9619ff-8b86-d011-b42d-00c04fc964ff");
  private final StoppedClock clock = StoppedClock.at("2026-01-01T12:00:00Z");
  private final SigningKey key = SigningKey.generate(JwsAlgorithm.ES256, Jca.installed());
  private final List<IdentityKeys.PublishedKey> union = new ArrayList<>();
  private final IdentityTokens tokens =
      new IdentityTokens(
          "https://sts.test",
          key,
          new IdentityKeys() {
            @Override
            public void publish(PublishedKey published) {
              assertThat(published.jwk()).doesNotContain("\"d\"");
            }

            @Override
            public List<PublishedKey> union() {
              return union;
            }
          },
          new IdentityTokens.Surroundings(clock, new SecureRandom(), 100));

  private VerifiedIdentity bob(Duration life, String... scopes) {
    return new VerifiedIdentity(
        new Principal.Client("app"),
        Optional.of(BOB),
        CredentialKind.API_KEY,
        "k1",
        VerifiedIdentity.Authentication.by("api_key"),
        new VerifiedIdentity.Authority(Set.of(scopes), Set.of("staff"), Optional.empty(), Set.of()),
        clock.instant().plus(life),
        Optional.empty(),
        Optional.of("s1"),
        Optional.empty(),
        false);
  }

  private VerifiedJwt read(String token) {
    var verified =
        new JwtVerifier(clock)
            .verify(
                (CompactJws) CompactJws.parse(token),
                KeySet.of(List.of(key.verifying())),
                JwtPolicy.expect("https://sts.test", "orders-api").typed("gatehouse-id+jwt"));
    assertThat(verified).isInstanceOf(VerifiedJwt.class);
    return (VerifiedJwt) verified;
  }

  @Test
  void theTokenCarriesWhatTheCredentialCarriesAndNoMore() {
    var claims = read(tokens.tokenFor(bob(Duration.ofHours(1), "a", "b"), "orders-api")).claims();
    assertThat(claims.subject()).contains(BOB.value());
    assertThat(claims.scopes()).containsExactlyInAnyOrder("a", "b");
    assertThat(claims.texts("groups")).containsExactly("staff");
    assertThat(claims.text("azp")).contains("k1");
    assertThat(claims.methods()).containsExactly("api_key");
    assertThat(claims.expiresAt()).contains(clock.instant().plusSeconds(60));
    assertThat(claims.id()).isPresent();
  }

  @Test
  void theTokenNamesWhoActsTheNewestOutside() {
    var plain = bob(Duration.ofHours(1), "a");
    var acted = acted(plain, List.of("shop", "batch"));

    var act = read(tokens.tokenFor(acted, "orders-api")).claims().object("act").orElseThrow();
    assertThat(act.write()).isEqualTo("{\"sub\":\"shop\",\"act\":{\"sub\":\"batch\"}}");
    assertThat(read(tokens.tokenFor(plain, "orders-api")).claims().object("act")).isEmpty();
  }

  private static VerifiedIdentity acted(VerifiedIdentity plain, List<String> actors) {
    return new VerifiedIdentity(
        plain.principal(),
        plain.owner(),
        plain.kind(),
        plain.authorizedParty(),
        plain.authentication(),
        plain.authority(),
        plain.expiresAt(),
        plain.tokenId(),
        plain.session(),
        plain.confirmation(),
        plain.stale(),
        actors);
  }

  @Test
  void itIsReusedOnlyForEqualClaimsWhileTwentySecondsRemain() {
    var hour = Duration.ofHours(1);
    var first = tokens.tokenFor(bob(hour, "a"), "orders-api");
    assertThat(tokens.tokenFor(bob(hour, "a"), "orders-api")).isEqualTo(first);
    assertThat(tokens.tokenFor(bob(hour, "a", "b"), "orders-api")).isNotEqualTo(first);
    assertThat(tokens.tokenFor(bob(hour, "a"), "other")).isNotEqualTo(first);
    clock.advance(Duration.ofSeconds(39));
    assertThat(tokens.tokenFor(bob(hour, "a"), "orders-api")).isEqualTo(first);
    clock.advance(Duration.ofSeconds(1));
    assertThat(tokens.tokenFor(bob(hour, "a"), "orders-api")).isNotEqualTo(first);
  }

  @Test
  void itNeverOutlivesTheCredential() {
    var kept = tokens.tokenFor(bob(Duration.ofHours(1), "a"), "orders-api");
    var shorter = tokens.tokenFor(bob(Duration.ofSeconds(30), "a"), "orders-api");
    assertThat(shorter).isNotEqualTo(kept);
    assertThat(read(shorter).expiresAt()).isEqualTo(clock.instant().plusSeconds(30));
  }

  @Test
  void anEventForItsCredentialSessionOrOwnerDropsIt() {
    for (var subject :
        List.of(
            LedgerSubject.owner(BOB),
            new LedgerSubject(LedgerSubject.Kind.SESSION, "s1"),
            new LedgerSubject(LedgerSubject.Kind.API_KEY, "k1"))) {
      var before = tokens.tokenFor(bob(Duration.ofHours(1), "a"), "orders-api");
      tokens.drop(subject);
      assertThat(tokens.tokenFor(bob(Duration.ofHours(1), "a"), "orders-api")).isNotEqualTo(before);
    }
  }

  @Test
  void anEventForItsGrantDropsIt() {
    for (var kind : List.of(LedgerSubject.Kind.REFRESH_FAMILY, LedgerSubject.Kind.TOKEN)) {
      var before = tokens.tokenFor(alice("grant-1.r4nd0m"), "orders-api");
      tokens.drop(new LedgerSubject(kind, "grant-12"));
      assertThat(tokens.tokenFor(alice("grant-1.r4nd0m"), "orders-api")).isEqualTo(before);
      tokens.drop(new LedgerSubject(kind, "grant-1"));
      assertThat(tokens.tokenFor(alice("grant-1.r4nd0m"), "orders-api")).isNotEqualTo(before);
    }
  }

  private VerifiedIdentity alice(String tokenId) {
    return new VerifiedIdentity(
        new Principal.Person(BOB.value()),
        Optional.of(BOB),
        CredentialKind.JWT,
        "web",
        VerifiedIdentity.Authentication.by("pwd"),
        new VerifiedIdentity.Authority(Set.of(), Set.of(), Optional.empty(), Set.of()),
        clock.instant().plus(Duration.ofHours(1)),
        Optional.of(tokenId),
        Optional.of("s2"),
        Optional.empty(),
        false);
  }

  @Test
  void theNodeIsReadyOnlyWhenTheUnionShowsItsKey() {
    assertThat(tokens.ready()).isFalse();
    union.add(new IdentityKeys.PublishedKey("other", "{}"));
    assertThat(tokens.ready()).isFalse();
    union.add(new IdentityKeys.PublishedKey(key.kid(), "{}"));
    assertThat(tokens.ready()).isTrue();
  }
}
