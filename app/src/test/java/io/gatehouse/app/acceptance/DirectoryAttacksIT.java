package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Door G: the login page of the started product, before a directory that others write to. */
@ExtendWith(OneProduct.class)
class DirectoryAttacksIT {
  private static final String BASE = "dc=example,dc=org";
  private static final String SCOPES = "openid profile offline_access orders.read orders.write";

  @TempDir static Path scratch;
  private static RunningDemo demo;
  private static LdapAccount directory;
  private static UnderAttack.Door gateway;

  @BeforeAll
  static void meet(UnderAttack product) {
    demo = product.demo();
    directory = LdapAccount.of(demo);
    gateway = product.gateway();
  }

  @AfterAll
  static void leave() {
    gateway.close();
  }

  private static String password(String name) {
    return demo.person(name).get("password").stringValue();
  }

  private static SignIn signIn() {
    var signIn = new SignIn(demo, scratch.resolve("jar"));
    signIn.forget();
    return signIn;
  }

  private static JsonNode tokens(String name, String password) {
    var signIn = signIn();
    var answer = signIn.redeem(signIn.code(name, password, SCOPES));
    assertThat(answer.status()).as("%s signs in: %s", name, answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static boolean enters(String name, String password) {
    var signIn = signIn();
    var page = signIn.follow(signIn.authorizeUrl("openid"));
    return signIn.submit(page, name, password).field("location").isPresent();
  }

  private static void refused(String name, String password) {
    var signIn = signIn();
    var answer = signIn.submit(signIn.follow(signIn.authorizeUrl("openid")), name, password);
    assertThat(answer.field("location")).as("%s is refused", name).isEmpty();
    assertThat(answer.status()).isLessThan(500);
  }

  private static String sub(JsonNode tokens) {
    var claims = tokens.get("access_token").stringValue().split("\\.", -1)[1];
    var text = new String(Base64.getUrlDecoder().decode(claims), UTF_8);
    return text.replaceFirst(".*\"sub\":\"([^\"]*)\".*", "$1");
  }

  private static void person(String name, String password, String... more) {
    directory.run(
        "ldapadd",
        """
        dn: uid=%s,ou=people,%s
        objectClass: inetOrgPerson
        cn: %s
        sn: %s
        mail: %s@example.org
        userPassword:: %s
        %s
        """
            .formatted(
                name.replace(",", "\\,"),
                BASE,
                name,
                name,
                name,
                Base64.getEncoder().encodeToString(password.getBytes(UTF_8)),
                String.join("\n", more)));
  }

  private static void group(String dn, String member) {
    directory.run(
        "ldapadd",
        "dn: %s,%s\nobjectClass: groupOfNames\nmember: %s,%s\n".formatted(dn, BASE, member, BASE));
  }

  private static void modify(String dn, String change) {
    directory.run("ldapmodify", "dn: %s,%s\nchangetype: modify\n%s\n".formatted(dn, BASE, change));
  }

  @Test
  void g02_filterCharactersInAName() {
    tokens("alice", password("alice"));
    for (var name : List.of("*", "a*", "*)(uid=*", "alice)(|(objectClass=*", "\\2a", "alice\0")) {
      refused(name, password("alice"));
    }
  }

  @Test
  void g03_charactersOfDistinguishedNamesInAName() {
    person("a,ou=admins", "comma-password");
    tokens("a,ou=admins", "comma-password");
    refused("a\\2cou=admins", "comma-password");
    refused("a\\,ou=admins", "comma-password");
    refused("uid=a", "comma-password");
  }

  @Test
  void g04_everySpellingOfANameIsOnePerson() {
    var sub = sub(tokens("alice", password("alice")));
    for (var name : List.of("ALICE", " alice", "alice ", "Alice")) {
      assertThat(sub(tokens(name, password("alice")))).as(name).isEqualTo(sub);
    }
    refused("al\u200bice", "not hers");
    refused("\uff41lice", "not hers");
  }

  @Test
  void g05_failuresByAnyNameAreOnePersons() {
    person("counted", "right-password");
    tokens("counted", "right-password");
    for (var name : List.of("counted", "COUNTED", " counted", "counted ", "Counted")) {
      refused(name, "wrong");
    }
    refused("counted", "right-password");
    refused("COUNTED", "right-password");
    tokens("alice", password("alice"));
  }

  @Test
  void g07_aGroupOfTheSameNameElsewhere() {
    var member = "uid=trick,ou=people";
    person("trick", "trick-password");
    directory.run(
        "ldapadd", "dn: ou=left,%s\nobjectClass: organizationalUnit\nou: left\n".formatted(BASE));
    group("cn=orders-write,ou=left", member);
    group("cn=orders-write,ou=people", member);
    group("cn=orders-write\\,ou=x,ou=groups", member);
    group("cn=other,ou=groups", member);
    modify("cn=other,ou=groups", "add: cn\ncn: orders-write");
    assertThat(tokens("trick", "trick-password").get("scope").stringValue())
        .doesNotContain("orders");
    modify("cn=orders-read,ou=groups", "add: member\nmember: " + member + "," + BASE);
    assertThat(scopeOnceIt(true, "trick", "trick-password")).doesNotContain("orders.write");
  }

  @Test
  void g08_groupsInALoopAndNestedTooDeep() {
    person("looped", "loop-password");
    group("cn=loop-a,ou=groups", "uid=looped,ou=people");
    group("cn=loop-b,ou=groups", "cn=loop-a,ou=groups");
    modify("cn=loop-a,ou=groups", "add: member\nmember: cn=loop-b,ou=groups," + BASE);
    modify("cn=orders-read,ou=groups", "add: member\nmember: cn=loop-b,ou=groups," + BASE);
    scopeOnceIt(true, "looped", "loop-password");
    person("deep", "deep-password");
    modify("cn=orders-read,ou=groups", "add: member\nmember: uid=deep,ou=people," + BASE);
    scopeOnceIt(true, "deep", "deep-password");
    var member = "uid=deep,ou=people";
    for (var depth = 1; depth <= 11; depth++) {
      group("cn=deep-" + depth + ",ou=groups", member);
      member = "cn=deep-" + depth + ",ou=groups";
    }
    // A part of the groups is not passed off as all of them.
    scopeOnceIt(false, "deep", "deep-password");
  }

  /** A change in the directory counts within five seconds. */
  private static String scopeOnceIt(boolean reads, String name, String password) {
    var deadline = System.nanoTime() + 5_000_000_000L;
    var scope = tokens(name, password).get("scope").stringValue();
    while (scope.contains("orders.read") != reads) {
      assertThat(System.nanoTime()).as("%s has %s", name, scope).isLessThan(deadline);
      scope = tokens(name, password).get("scope").stringValue();
    }
    return scope;
  }

  @Test
  void g09_aReferralIsNotFollowed() throws IOException {
    try (var elsewhere = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      directory.run(
          "ldapadd",
          """
          dn: cn=away,ou=people,%s
          objectClass: referral
          objectClass: extensibleObject
          cn: away
          uid: away
          ref: ldap://127.0.0.1:%d/ou=people,%s
          """
              .formatted(BASE, elsewhere.getLocalPort(), BASE),
          "-M");
      tokens("alice", password("alice"));
      refused("away", "anything");
      refused("nobody-at-all", "anything");
      elsewhere.setSoTimeout(50);
      var came = 0;
      try (var _ = elsewhere.accept()) {
        came++;
      } catch (SocketTimeoutException none) {
        assertThat(came).isZero();
      }
      assertThat(came).isZero();
    }
  }

  @Test
  void g11_javaObjectsInAttributesAreInert() {
    person(
        "object",
        "object-password",
        "description: rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA==",
        "labeledURI: ldap://127.0.0.1:1/dc=x Factory");
    assertThat(sub(tokens("object", "object-password"))).isNotEmpty();
  }

  @Test
  void g12_hugeValuesAndControlCharactersStayOutside() {
    var evil = Base64.getEncoder().encodeToString("evil\r\nSet-Cookie: x".getBytes(UTF_8));
    var photo = Base64.getEncoder().encodeToString(new byte[600_000]);
    person(
        "huge",
        "huge-password",
        "displayName:: " + evil,
        "givenName: " + "x".repeat(2_000),
        "jpegPhoto:: " + photo);
    var token = tokens("huge", "huge-password").get("access_token").stringValue();
    var seen =
        Curl.call(
            demo, signIn().metadata("userinfo_endpoint"), "-H", "Authorization: Bearer " + token);
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.body()).doesNotContain("Set-Cookie", "x".repeat(1_100), "AAAAAAAAAA");
  }

  @Test
  void g15_everyByteOfAPasswordCounts() {
    var tail = "x".repeat(100);
    person("long", tail + "1");
    tokens("long", tail + "1");
    refused("long", tail + "2");
    refused("long", tail);
    person("bytes", "pass word-\u00e9");
    tokens("bytes", "pass word-\u00e9");
    refused("bytes", "pass");
    refused("bytes", "pass word-\u00e9\0");
    refused("bytes", "pass word-e\u0301");
  }

  @Test
  void g16_aNameUsedAgainInheritsNothing() {
    person("recycled", "first-password");
    modify("cn=orders-read,ou=groups", "add: member\nmember: uid=recycled,ou=people," + BASE);
    var old = tokens("recycled", "first-password");
    var bearer = "Authorization: Bearer " + old.get("access_token").stringValue();
    gateway.passes(Ask.get("/orders/42").with(bearer));
    directory.run("ldapdelete", "", "uid=recycled,ou=people," + BASE);
    person("recycled", "first-password");
    var fresh = tokens("recycled", "first-password");
    assertThat(sub(fresh)).isNotEqualTo(sub(old));
    var deadline = System.nanoTime() + 5_000_000_000L;
    while (gateway.status(Ask.get("/orders/42").with(bearer)) != 401) {
      assertThat(System.nanoTime()).as("the old token stops in time").isLessThan(deadline);
    }
    gateway.refuses(Ask.get("/orders/42").with(bearer), 401);
    assertThat(signIn().refresh(old.get("refresh_token").stringValue()).status()).isEqualTo(400);
  }

  @Test
  void g18_theOldPasswordStopsWithTheChange() {
    person("changing", "first-password");
    tokens("changing", "first-password");
    modify("uid=changing,ou=people", "replace: userPassword\nuserPassword: second-password");
    refused("changing", "first-password");
    // The change ends sessions when it is noticed, one that began after it too.
    var deadline = System.nanoTime() + 5_000_000_000L;
    while (!enters("changing", "second-password")) {
      assertThat(System.nanoTime()).as("the new password opens").isLessThan(deadline);
    }
  }
}
