package io.gatehouse.sts.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.AdminActions.Result;
import io.gatehouse.identity.AdminActions.Role;
import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.CredentialRecords.Lookup;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.identity.Waiting;
import io.gatehouse.sts.certificates.RevocationLists;
import io.gatehouse.sts.ledger.LedgerStore.Listing;
import io.gatehouse.sts.store.Issuer;
import io.gatehouse.sts.store.memory.InMemoryCertifiedKeys;
import io.gatehouse.sts.store.memory.InMemoryListNumbers;
import io.gatehouse.sts.store.memory.InMemoryStores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateActionsTest {
  private static final String BOBS = "{'owner':'bob','scopes':['orders.read'],'label':'<b>'}";

  @TempDir private Path scratch;
  private final List<AuditSink.Event> audited = new ArrayList<>();
  private final List<String> published = new ArrayList<>();
  private Issuer issuer;
  private CertificateActions actions;

  @BeforeEach
  void open() {
    issuer = new Issuer(InMemoryStores.fresh(), scratch.resolve("kek.key"));
    issuer.directory.add("00000000-0000-4000-8000-00000000000b", "bob", "orders-read");
    actions =
        actions(
            issuer,
            new CountingMaker(),
            list -> published.add(new String(list, UTF_8)),
            audited::add);
  }

  static CertificateActions actions(Issuer issuer, AuditSink audit) {
    return actions(issuer, new CountingMaker(), list -> {}, audit);
  }

  private static CertificateActions actions(
      Issuer issuer, CountingMaker maker, Consumer<byte[]> publication, AuditSink audit) {
    var lists =
        new RevocationLists(
            issuer.ledger, new InMemoryListNumbers(), maker, publication, issuer.clock);
    return new CertificateActions(
        new CertificateActions.Parts(
            issuer.ledger,
            issuer.directory,
            issuer.scopes,
            maker,
            new InMemoryCertifiedKeys(),
            lists,
            audit,
            issuer.clock));
  }

  private Result call(String method, Map<String, String> parameters, String body) {
    return actions.actions().stream()
        .filter(action -> action.method().equals(method))
        .findFirst()
        .orElseThrow()
        .handler()
        .handle(
            new AdminActions.Call(
                "admin:test", Role.OPERATOR, parameters, body.replace('\'', '"').getBytes(UTF_8)));
  }

  private static String done(Result result) {
    assertThat(result).isInstanceOf(Result.Done.class);
    return ((Result.Done) result).json();
  }

  private static int refused(Result result) {
    assertThat(result).isInstanceOf(Result.Refused.class);
    return ((Result.Refused) result).problem().kind().status();
  }

  @Test
  void aCertificateIsEnteredUnderItsOwnerWithWhatItAllows() {
    assertThat(done(call("POST", Map.of(), BOBS))).contains("for bob").contains("key of 1");
    var found = issuer.ledger.find(CredentialKind.CERTIFICATE, "1", Waiting.ALLOWED);
    assertThat(found).isInstanceOf(Lookup.Found.class);
    var entry = ((Lookup.Found) found).credential();
    assertThat(entry.scopes()).containsExactly("orders.read");
    assertThat(entry.verifier().exposeText()).isEqualTo("fingerprint of 1");
    assertThat(done(call("GET", Map.of("owner", "bob"), "")))
        .contains("\"id\":\"1\"")
        .doesNotContain("key of 1");
    assertThat(audited).extracting(AuditSink.Event::action).containsExactly("certificate.issued");
  }

  @Test
  void f15_aCertificateNeitherLivesLongNorAllowsMoreThanItsOwner() {
    for (var wrong :
        List.of(
            "{'owner':'bob','expires_at':'2036-11-22T10:00:00Z'}",
            "{'owner':'bob','expires_at':'2026-11-22T09:00:00Z'}",
            "{'owner':'nobody'}",
            "{'owner':'bob','csr':'refused'}",
            "{'owner':'bob','csr':7}",
            "{'owner':'bob','subject':'CN=root'}",
            "{'owner':'bob','scopes':['unknown']}")) {
      assertThat(refused(call("POST", Map.of(), wrong))).as(wrong).isEqualTo(400);
    }
    var more = BOBS.replace("orders.read", "orders.write");
    assertThat(refused(call("POST", Map.of(), more))).isEqualTo(403);
    var all = new Listing(Set.of(Kind.CERTIFICATE), Optional.empty(), "", 10);
    assertThat(issuer.ledger.list(all)).isEmpty();
  }

  @Test
  void f15_aRequestThatIsSentAgainGetsNoSecondCertificate() {
    var request = "{'owner':'bob','csr':'a key'}";
    var renewal = "{'owner':'bob','csr':'a key','renew':true}";
    var _ = done(call("POST", Map.of(), request));
    assertThat(refused(call("POST", Map.of(), request))).isEqualTo(409);
    assertThat(refused(call("POST", Map.of(), request.replace("'}", "','renew':false}"))))
        .isEqualTo(409);
    var _ = done(call("POST", Map.of(), "{'owner':'bob','csr':'another key'}"));
    assertThat(done(call("POST", Map.of(), renewal))).contains("\"id\":\"5\"");
    assertThat(refused(call("POST", Map.of(), request))).isEqualTo(409);
    assertThat(refused(call("POST", Map.of(), renewal.replace("true", "'yes'")))).isEqualTo(400);
    var _ = done(call("DELETE", Map.of("id", "5"), ""));
    assertThat(done(call("POST", Map.of(), request))).contains("for bob");
  }

  @Test
  void f16_aRevokedCertificateIsOnTheNextListWhoseNumberIsHigher() {
    var _ = done(call("POST", Map.of(), BOBS));
    var _ = done(call("POST", Map.of(), BOBS));
    assertThat(done(call("DELETE", Map.of("id", "1"), ""))).isEmpty();
    assertThat(issuer.ledger.isRevoked(new LedgerSubject(Kind.CERTIFICATE, "1"))).isTrue();
    assertThat(done(call("DELETE", Map.of("id", "1"), ""))).isEmpty();
    assertThat(published).hasSize(2).allMatch(list -> list.endsWith(" [1]"));
    assertThat(published.getFirst()).isLessThan(published.getLast());
    assertThat(refused(call("DELETE", Map.of("id", "x"), ""))).isEqualTo(404);
  }
}
