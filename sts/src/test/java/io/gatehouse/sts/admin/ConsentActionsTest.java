package io.gatehouse.sts.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.AdminActions.Role;
import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.sts.consent.Consent;
import io.gatehouse.sts.consent.Consents;
import io.gatehouse.sts.ledger.LedgerEntry;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.store.Issuer;
import io.gatehouse.sts.store.memory.InMemoryAdminTokenStore;
import io.gatehouse.sts.store.memory.InMemoryConsentStore;
import io.gatehouse.sts.store.memory.InMemoryLedgerStore;
import io.gatehouse.sts.store.memory.InMemoryStores;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.MountTable;
import io.gatehouse.web.endpoint.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConsentActionsTest {
  @TempDir Path folder;

  private final List<AuditSink.Event> audited = new ArrayList<>();
  private Issuer issuer;
  private Consents consents;
  private MountTable api;
  private String token;

  static Consents consents(Issuer issuer) {
    return new Consents(
        new InMemoryConsentStore((InMemoryLedgerStore) issuer.stores.ledger()),
        issuer.ledger,
        new RandomText(issuer.random),
        issuer.clock);
  }

  static AdminActions actions(Consents consents, Issuer issuer, AuditSink audit) {
    return new ConsentActions(consents, issuer.directory, audit);
  }

  @BeforeEach
  void open() {
    issuer = new Issuer(InMemoryStores.fresh(), folder.resolve("kek.key"));
    consents = consents(issuer);
    var tokens =
        new AdminTokens(new InMemoryAdminTokenStore(), new RandomText(issuer.random), issuer.clock);
    token =
        tokens
            .create(new AdminTokens.Administrator("op", Role.OPERATOR), Duration.ofDays(1))
            .exposeText();
    api =
        new AdminApi(tokens, audited::add)
            .mount(
                List.of(
                    actions(consents, issuer, audited::add),
                    new TokenActions(issuer.ledger, issuer.directory, audited::add),
                    new SessionActions(issuer.ledger, issuer.directory, audited::add)));
    var bob = issuer.directory.add("00000000-0000-4000-8000-00000000000b", "bob").id();
    var alice = issuer.directory.add("00000000-0000-4000-8000-00000000000a", "alice").id();
    var extent = new Consent.Extent(Optional.of("https://r"), Set.of("openid"), Set.of());
    for (var owner : List.of(alice, bob)) {
      consents.give(owner, "web", extent);
      var now = issuer.clock.instant();
      issuer.ledger.issue(
          LedgerEntry.of(family(owner.value()), "x", now, now.plusSeconds(60))
              .ownedBy(Optional.of(owner))
              .issuedTo("web"));
    }
  }

  private static LedgerSubject family(String id) {
    return new LedgerSubject(Kind.REFRESH_FAMILY, id);
  }

  private Reply call(String method, String target) {
    var field = new HttpField("Authorization", "Bearer " + token);
    return api.answer(AdminRequest.of(List.of(field), method, target, ""));
  }

  private List<Json.Members> items(String target) {
    var reply = call("GET", target);
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(200);
    var page = (Json.Members) Json.parse(reply.body().bytes());
    return ((Json.Items) page.get("items").orElseThrow())
        .values().stream().map(Json.Members.class::cast).toList();
  }

  @Test
  void consentsAndTokensAreListedByPersonAndClient() {
    for (var path : List.of("/admin/v1/consents", "/admin/v1/tokens")) {
      assertThat(items(path)).hasSize(2);
      assertThat(items(path + "?owner=bob&client=web"))
          .extracting(item -> item.text("owner").orElseThrow())
          .containsExactly("00000000-0000-4000-8000-00000000000b");
      assertThat(items(path + "?client=other")).isEmpty();
      assertThat(call("GET", path + "?owner=nobody").status()).isEqualTo(400);
    }
    assertThat(items("/admin/v1/sessions?owner=bob")).isEmpty();
    assertThat(call("GET", "/admin/v1/sessions?client=web").status()).isEqualTo(400);
  }

  @Test
  void aRevokedConsentTakesTheTokensOfThatPersonAlone() {
    var id = items("/admin/v1/consents?owner=bob").getFirst().text("id").orElseThrow();
    assertThat(call("DELETE", "/admin/v1/consents/" + id).status()).isEqualTo(204);
    assertThat(call("DELETE", "/admin/v1/consents/" + id).status()).isEqualTo(404);
    assertThat(issuer.ledger.isRevoked(family("00000000-0000-4000-8000-00000000000b"))).isTrue();
    assertThat(issuer.ledger.isRevoked(family("00000000-0000-4000-8000-00000000000a"))).isFalse();
    assertThat(audited).extracting(AuditSink.Event::action).contains("consent.revoked");
  }

  @Test
  void aFamilyIsRevokedById() {
    var alices = "/admin/v1/tokens/00000000-0000-4000-8000-00000000000a";
    assertThat(call("DELETE", alices).status()).isEqualTo(204);
    assertThat(call("DELETE", alices).status()).isEqualTo(404);
    assertThat(call("DELETE", "/admin/v1/tokens/nothing").status()).isEqualTo(404);
  }
}
