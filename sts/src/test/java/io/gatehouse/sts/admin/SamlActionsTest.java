package io.gatehouse.sts.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.AdminActions.Call;
import io.gatehouse.identity.AdminActions.Result;
import io.gatehouse.identity.AdminActions.Role;
import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.store.Issuer;
import io.gatehouse.sts.store.memory.InMemoryStores;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.saml.AssertionPolicy;
import io.gatehouse.tokens.saml.AssertionVerdict;
import io.gatehouse.tokens.saml.AssertionVerifier;
import io.gatehouse.tokens.saml.OpenSaml;
import io.gatehouse.tokens.saml.UnverifiedAssertion;
import io.gatehouse.tokens.saml.VerifiedAssertion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Assertions that an administrator makes for a person. */
final class SamlActionsTest {
  private static final String BOB = "00000000-0000-4000-8000-00000000000b";
  private static final String US = "https://sts.test";
  private static final OpenSaml LIBRARY = OpenSaml.start();

  @TempDir Path folder;
  private final List<AuditSink.Event> audited = new ArrayList<>();
  private Issuer issuer;
  private SamlActions actions;

  @BeforeEach
  void open() {
    issuer = new Issuer(InMemoryStores.fresh(), folder.resolve("kek.key"));
    issuer.directory.add(BOB, "bob", "orders-read");
    actions =
        new SamlActions(
            new SamlActions.Parts(
                issuer.directory,
                issuer.signingKeys(),
                new io.gatehouse.sts.oauth.Issuer(US),
                new RandomText(issuer.random),
                audited::add,
                issuer.clock));
  }

  private Result issue(String body) {
    var action = actions.actions().getFirst();
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    return action.handler().handle(new Call("admin:test", Role.ADMIN, Map.of(), bytes));
  }

  private AssertionVerdict verdict(Result result) {
    assertThat(result).isInstanceOf(Result.Done.class);
    var json = ((Result.Done) result).json().getBytes(StandardCharsets.UTF_8);
    assertThat(Json.parse(json)).isInstanceOf(Json.Members.class);
    var encoded = ((Json.Members) Json.parse(json)).text("assertion").orElseThrow();
    assertThat(UnverifiedAssertion.parse(encoded)).isInstanceOf(UnverifiedAssertion.class);
    var keys =
        issuer.signingKeys().published().stream().map(k -> k.verifying().publicKey()).toList();
    return new AssertionVerifier(() -> LIBRARY, issuer.clock)
        .verify(
            (UnverifiedAssertion) UnverifiedAssertion.parse(encoded),
            AssertionPolicy.expect(US, now -> keys).forAudience("https://api.test"));
  }

  @Test
  void anAssertionIsSignedWithAPublishedKeyAndItsMakingIsRecorded() {
    for (var algorithm : List.of("ES256", "RS256")) {
      var verdict =
          verdict(
              issue(
                  "{\"owner\":\"bob\",\"audience\":\"https://api.test\",\"algorithm\":\""
                      + algorithm
                      + "\",\"lifetime\":60}"));
      assertThat(verdict).isInstanceOf(VerifiedAssertion.class);
      var verified = (VerifiedAssertion) verdict;
      assertThat(verified.subject().name()).isEqualTo(BOB);
      assertThat(verified.audiences()).isEqualTo(Set.of("https://api.test"));
      assertThat(Duration.between(verified.issuedAt(), verified.expiresAt()))
          .isEqualTo(Duration.ofMinutes(1));
    }
    assertThat(audited)
        .hasSize(2)
        .allSatisfy(event -> {
          assertThat(event.action()).isEqualTo("saml.issued");
          assertThat(event.actor()).isEqualTo("admin:test");
          assertThat(event.subject()).isEqualTo("OWNER:" + BOB);
        });
  }

  @Test
  void onlyAdministratorsMakeWhatCarriesEverythingThatAPersonMayDo() {
    assertThat(actions.actions()).allMatch(action -> action.role() == Role.ADMIN);
  }

  @Test
  void nobodyWhoIsSwitchedOffGetsOne() {
    for (var state : List.of(AccountState.DISABLED, AccountState.LOCKED)) {
      var bob = issuer.directory.add(BOB, "bob");
      issuer.directory.put(new Owner(bob.id(), "bob", state, Set.of(), Owner.Profile.EMPTY));
      var result = issue("{\"owner\":\"bob\",\"audience\":\"https://api.test\"}");
      assertThat(result).isInstanceOf(Result.Refused.class);
      assertThat(((Result.Refused) result).problem().kind()).isEqualTo(ProblemKind.FORBIDDEN);
    }
    assertThat(audited).isEmpty();
  }

  @Test
  void whatCannotBeIssuedIsMalformed() {
    for (var body :
        List.of(
            "{}",
            "{\"owner\":\"bob\"}",
            "{\"owner\":\"nobody\",\"audience\":\"a\"}",
            "{\"owner\":\"bob\",\"audience\":\"a\",\"lifetime\":0}",
            "{\"owner\":\"bob\",\"audience\":\"a\",\"lifetime\":601}",
            "{\"owner\":\"bob\",\"audience\":\"a\",\"algorithm\":\"HS256\"}",
            "{\"owner\":\"bob\",\"audience\":\"a\",\"issuer\":\"b\"}")) {
      assertThat(issue(body)).as(body).isInstanceOf(Result.Refused.class);
      assertThat(((Result.Refused) issue(body)).problem().kind()).isEqualTo(ProblemKind.MALFORMED);
    }
  }
}
