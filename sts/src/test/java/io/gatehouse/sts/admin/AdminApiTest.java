package io.gatehouse.sts.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.AdminActions.AdminAction;
import io.gatehouse.identity.AdminActions.Role;
import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.sts.keys.StoredSigningKey;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.registration.InitialTokens;
import io.gatehouse.sts.store.Issuer;
import io.gatehouse.sts.store.memory.InMemoryAdminTokenStore;
import io.gatehouse.sts.store.memory.InMemoryInitialTokenStore;
import io.gatehouse.sts.store.memory.InMemoryStores;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.MountTable;
import io.gatehouse.web.endpoint.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdminApiTest {
  private static final String BOBS_KEY =
      "{\"kind\":\"api_key\",\"owner\":\"bob\",\"scopes\":[\"orders.read\"],\"label\":\"<b>\"}";

  @TempDir static Path shared;

  /** Made once: an RSA key takes longer than all the rest of a test. */
  private static List<StoredSigningKey> signingKeys = List.of();

  private final List<AuditSink.Event> audited = new ArrayList<>();
  private Issuer issuer;
  private AdminTokens tokens;
  private List<AdminActions> modules;
  private MountTable api;
  private final Map<Role, String> bearer = new HashMap<>();

  @BeforeAll
  static void makeSigningKeys() {
    var maker = new Issuer(InMemoryStores.fresh(), shared.resolve("kek.key"));
    signingKeys = maker.signingKeys().list();
  }

  @BeforeEach
  void open() {
    var stores = InMemoryStores.fresh();
    stores.signingKeys().addMissing(signingKeys);
    issuer = new Issuer(stores, shared.resolve("kek.key"));
    issuer.directory.add("00000000-0000-4000-8000-00000000000b", "bob", "orders-read");
    tokens =
        new AdminTokens(new InMemoryAdminTokenStore(), new RandomText(issuer.random), issuer.clock);
    for (var role : Role.values()) {
      var administrator = new AdminTokens.Administrator(role.name(), role);
      bearer.put(role, tokens.create(administrator, Duration.ofDays(1)).exposeText());
    }
    modules =
        List.of(
            new KeyActions(
                new KeyActions.Parts(
                    issuer.ledger,
                    issuer.directory,
                    issuer.scopes,
                    List.of(new CountingMint(CredentialKind.API_KEY)),
                    audited::add,
                    issuer.clock)),
            CertificateActionsTest.actions(issuer, audited::add),
            new ClientActions(issuer.clients, issuer.directory, audited::add),
            new RegistrationActions(
                new InitialTokens(
                    new InMemoryInitialTokenStore(), new RandomText(issuer.random), issuer.clock),
                audited::add),
            new SigningKeyActions(issuer.signingKeys(), audited::add),
            new AuditActions(shared, audited::add),
            new KekActions(issuer.kekRotation(shared.resolve("kek.key")), audited::add),
            new SamlActions(saml()),
            new SessionActions(issuer.ledger, issuer.directory, audited::add),
            new TokenActions(issuer.ledger, issuer.directory, audited::add),
            ConsentActionsTest.actions(ConsentActionsTest.consents(issuer), issuer, audited::add));
    api = new AdminApi(tokens, audited::add).mount(modules);
  }

  private SamlActions.Parts saml() {
    return new SamlActions.Parts(
        issuer.directory,
        issuer.signingKeys(),
        new io.gatehouse.sts.oauth.Issuer("https://sts.test"),
        new RandomText(issuer.random),
        audited::add,
        issuer.clock);
  }

  private List<AdminAction> actions() {
    return modules.stream().flatMap(module -> module.actions().stream()).toList();
  }

  private Reply call(Role role, String method, String target, String body) {
    return call(
        List.of(field("Authorization", "Bearer " + bearer.get(role))), method, target, body);
  }

  private static HttpField field(String name, String value) {
    return new HttpField(name, value);
  }

  private Reply call(List<HttpField> fields, String method, String target, String body) {
    return api.answer(AdminRequest.of(fields, method, target, body));
  }

  private static Json.Members json(Reply reply) {
    assertThat(Json.parse(reply.body().bytes())).isInstanceOf(Json.Members.class);
    return (Json.Members) Json.parse(reply.body().bytes());
  }

  private Json.Members newKey() {
    var reply = call(Role.OPERATOR, "POST", "/admin/v1/keys", BOBS_KEY);
    assertThat(reply.status()).isEqualTo(201);
    return json(reply);
  }

  private static String bodyFor(AdminAction action) {
    return action.method().equals("POST") ? "{}" : "";
  }

  @Test
  void k02_everyActionRefusesEveryRoleBelowItsOwnAndEveryStranger() {
    for (var action : actions()) {
      var path = action.path().replace("{id}", "nothing");
      for (var role : Role.values()) {
        int status = call(role, action.method(), path, bodyFor(action)).status();
        var what = role + " " + action.method() + " " + path;
        if (role.compareTo(action.role()) < 0) {
          assertThat(status).as(what).isEqualTo(403);
        } else {
          assertThat(status).as(what).isNotIn(401, 403, 405, 500);
        }
      }
      var stranger = call(List.of(), action.method(), path, bodyFor(action));
      assertThat(stranger.status()).isEqualTo(401);
      assertThat(stranger.has("WWW-Authenticate")).isTrue();
      assertThat(action.method().equals("GET") || action.role() != Role.VIEWER).isTrue();
    }
  }

  @Test
  void l05_everyDeniedCallLeavesExactlyOneRecord() {
    var _ = call(Role.VIEWER, "DELETE", "/admin/v1/keys/k", "");
    var _ = call(List.of(), "GET", "/admin/v1/keys", "");
    var _ = call(Role.ADMIN, "DELETE", "/admin/v1/keys/k", "");

    assertThat(audited)
        .extracting(AuditSink.Event::outcome)
        .containsExactly("role_too_low", "not_authenticated", "no_route");
  }

  @Test
  void k01_onlyABearerTokenInTheFieldOpensTheDoorAndOnlyJsonIsRead() {
    var token = bearer.get(Role.ADMIN);
    for (var fields :
        List.of(
            List.of(field("Cookie", "token=" + token)),
            List.of(field("Authorization", "Basic " + token)),
            List.of(field("Authorization", "Bearer " + token + "x")),
            List.of(
                field("Authorization", "Bearer " + token),
                field("Authorization", "Bearer " + token)))) {
      assertThat(call(fields, "GET", "/admin/v1/keys", "").status()).isEqualTo(401);
    }
    var text =
        List.of(field("Authorization", "Bearer " + token), field("Content-Type", "text/plain"));
    assertThat(call(text, "POST", "/admin/v1/signing-keys", "").status()).isEqualTo(415);
  }

  @Test
  void anExpiredTokenIsRefused() {
    issuer.clock.advance(Duration.ofDays(1));
    assertThat(call(Role.ADMIN, "GET", "/admin/v1/keys", "").status()).isEqualTo(401);
  }

  @Test
  void d11_aSecretIsShownOnceAndAnUnknownIdIsNotFound() {
    var key = newKey();
    var secret = key.text("secret").orElseThrow();
    var list = call(Role.VIEWER, "GET", "/admin/v1/keys?kind=api_key&owner=bob", "").body().text();

    assertThat(list).contains(key.text("id").orElseThrow()).doesNotContain(secret);
    assertThat(audited.toString()).doesNotContain(secret);
    assertThat(call(Role.ADMIN, "DELETE", "/admin/v1/keys/other", "").status()).isEqualTo(404);
    assertThat(call(Role.ADMIN, "POST", "/admin/v1/keys/other/roll", "{}").status()).isEqualTo(404);
  }

  @Test
  void k03_anIdOfAnotherKindIsNotFound() {
    var now = issuer.clock.instant();
    issuer.ledger.issue(
        io.gatehouse.sts.ledger.LedgerEntry.of(
            new LedgerSubject(Kind.SESSION, "s1"), "x", now, now.plusSeconds(60)));

    assertThat(call(Role.ADMIN, "DELETE", "/admin/v1/keys/s1", "").status()).isEqualTo(404);
    assertThat(call(Role.ADMIN, "DELETE", "/admin/v1/clients/s1", "").status()).isEqualTo(404);
    assertThat(call(Role.ADMIN, "DELETE", "/admin/v1/sessions/s1", "").status()).isEqualTo(204);
    assertThat(issuer.ledger.isRevoked(new LedgerSubject(Kind.SESSION, "s1"))).isTrue();
  }

  @Test
  void k04_noListHoldsASecret() {
    var client =
        json(
            call(
                Role.OPERATOR,
                "POST",
                "/admin/v1/clients",
                "{\"grant_types\":[\"client_credentials\"],\"owner\":\"bob\"}"));
    var secret = client.text("client_secret").orElseThrow();

    assertThat(call(Role.ADMIN, "GET", "/admin/v1/clients", "").body().text())
        .contains(client.text("client_id").orElseThrow())
        .contains("00000000-0000-4000-8000-00000000000b")
        .doesNotContain(secret)
        .doesNotContain("client_secret\"");
    assertThat(call(Role.ADMIN, "GET", "/admin/v1/signing-keys", "").body().text())
        .contains("\"state\":\"active\"")
        .doesNotContain("\"d\"");
  }

  @Test
  void k11_aKeyCarriesNothingThatItsOwnerCouldNotHave() {
    var wanted = BOBS_KEY.replace("orders.read", "orders.write");
    assertThat(call(Role.ADMIN, "POST", "/admin/v1/keys", wanted).status()).isEqualTo(403);
    var unknown = BOBS_KEY.replace("orders.read", "everything");
    assertThat(call(Role.ADMIN, "POST", "/admin/v1/keys", unknown).status()).isEqualTo(400);
    var trusted = "{\"redirect_uris\":[\"https://a.example/cb\"],\"first_party\":true}";
    assertThat(call(Role.OPERATOR, "POST", "/admin/v1/clients", trusted).status()).isEqualTo(403);
    assertThat(call(Role.ADMIN, "POST", "/admin/v1/clients", trusted).status()).isEqualTo(201);
  }

  @Test
  void k14_aMemberThatCannotBeSetIsRefused() {
    for (var member : List.of("\"id\":\"x\"", "\"state\":\"active\"", "\"creator\":\"x\"")) {
      var body = BOBS_KEY.replace("}", "," + member + "}");
      assertThat(call(Role.ADMIN, "POST", "/admin/v1/keys", body).status()).isEqualTo(400);
    }
    for (var body :
        List.of("[]", "{", "{\"kind\":\"api_key\",\"kind\":\"hmac\",\"owner\":\"bob\"}")) {
      assertThat(call(Role.ADMIN, "POST", "/admin/v1/keys", body).status()).isEqualTo(400);
    }
    assertThat(call(Role.ADMIN, "GET", "/admin/v1/keys?order=id%3Bdrop", "").status())
        .isEqualTo(400);
  }

  @Test
  void aRolledKeyKeepsItsGrantsAndItsPredecessorStops() {
    var id = newKey().text("id").orElseThrow();

    var rolled = json(call(Role.OPERATOR, "POST", "/admin/v1/keys/" + id + "/roll", "{}"));

    assertThat(rolled.get("scopes")).contains(Json.of(List.of("orders.read")));
    assertThat(rolled.text("id").orElseThrow()).isNotEqualTo(id);
    assertThat(issuer.ledger.isRevoked(new LedgerSubject(Kind.API_KEY, id))).isTrue();
    assertThat(call(Role.OPERATOR, "POST", "/admin/v1/keys/" + id + "/roll", "{}").status())
        .isEqualTo(409);
  }

  @Test
  void everyChangeIsRecordedWithWhoAndWhat() {
    var id = newKey().text("id").orElseThrow();
    assertThat(call(Role.OPERATOR, "DELETE", "/admin/v1/keys/" + id, "").status()).isEqualTo(204);
    assertThat(call(Role.ADMIN, "POST", "/admin/v1/signing-keys", "{}").status()).isEqualTo(202);

    assertThat(audited)
        .extracting(AuditSink.Event::action)
        .containsExactly("key.created", "key.revoked", "signing_keys.rotated");
    assertThat(audited.getFirst().actor()).isEqualTo("admin:OPERATOR");
    assertThat(audited.getFirst().subject()).isEqualTo("API_KEY:" + id);
  }

  @Test
  void theOpenApiFileSaysWhatIsServed() throws IOException {
    var served = new TreeSet<String>();
    actions().forEach(a -> served.add(a.method() + " " + a.path() + " " + a.role()));

    assertThat(OpenApiFile.documented()).isEqualTo(served);
  }
}
