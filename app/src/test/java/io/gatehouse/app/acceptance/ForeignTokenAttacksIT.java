package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Door B where other people's issuers are trusted, and where a token may stand in a request. */
@ExtendWith(OneProduct.class)
class ForeignTokenAttacksIT {
  private static UnderAttack product;
  private static ForeignIssuers issuers;
  private static UnderAttack.Door gateway;
  private static UnderAttack.Door userinfo;
  private static UnderAttack.Door admin;
  private static String alice;

  @BeforeAll
  static void meet(UnderAttack shared, ForeignIssuers foreign) {
    product = shared;
    issuers = foreign;
    gateway = product.gateway();
    userinfo = product.issuer();
    admin = product.admin();
    var jar = product.demo().dir().resolveSibling("jar-foreign");
    alice =
        new SignIn(product.demo(), jar)
            .tokens("alice", "openid orders.read")
            .get("access_token")
            .stringValue();
  }

  @AfterAll
  static void leave() {
    gateway.close();
    userinfo.close();
    admin.close();
  }

  @BeforeEach
  void theTwinsPass() {
    gateway.passes(foreign(token("sound", "sound")));
    gateway.passes(foreign(token("other", "other")));
    gateway.passes(Ask.get("/orders/42").with("Authorization: Bearer " + alice));
    userinfo.passes(Ask.get("/userinfo").with("Authorization: Bearer " + alice));
  }

  private static String token(String issuer, String signer) {
    return issuers.token(issuer, signer, issuers.key(signer).kid(), "somebody");
  }

  private static Ask foreign(String token) {
    return Ask.get("/foreign/a").with("Authorization: Bearer " + token);
  }

  @Test
  void b08_inventedKidsFetchNothing() {
    var before = issuers.fetches("sound");
    // The median of the best of six rounds: a busy machine is not the product's slowness.
    var best = Duration.ofDays(1);
    for (var round = 0; round < 6 && best.toMillis() >= 5; round++) {
      var times = new long[40];
      for (var i = 0; i < times.length; i++) {
        var invented = foreign(issuers.token("sound", "sound", "x" + round + i, "somebody"));
        var begin = System.nanoTime();
        gateway.refuses(invented, 401);
        times[i] = System.nanoTime() - begin;
      }
      Arrays.sort(times);
      best = Duration.ofNanos(Math.min(best.toNanos(), times[times.length / 2]));
    }
    assertThat(best).isLessThan(Duration.ofMillis(5));
    assertThat(issuers.fetches("sound") - before).isLessThanOrEqualTo(2);
  }

  @Test
  void b09_oneKidInTwoIssuersAndTwiceInOne() {
    gateway.refuses(foreign(token("sound", "other")), 401);
    gateway.refuses(foreign(token("other", "sound")), 401);
    gateway.refuses(foreign(token("doubled", "doubled")), 401, 503);
    gateway.refuses(foreign(token("doubled", "sound")), 401, 503);
  }

  @Test
  void b24_aSubjectOfOurs() {
    var sub = product.demo().person("alice").get("sub").stringValue();
    var hers = issuers.token("sound", "sound", ForeignIssuers.KID, sub);
    gateway.refuses(Ask.get("/orders/42").with("Authorization: Bearer " + hers), 401);
    userinfo.refuses(Ask.get("/userinfo").with("Authorization: Bearer " + hers), 401);
    var seen = gateway.seen(foreign(hers));
    var identity = seen.replaceAll("(?s).*(?i:gatehouse-identity): *[^.]*\\.([^.]*)\\..*", "$1");
    var claims =
        new String(
            java.util.Base64.getUrlDecoder().decode(identity),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(claims).contains("\"sub\":").doesNotContain(sub, "orders-write");
  }

  @Test
  void b27_aTokenTwiceOrInAnotherPlace() {
    var bearer = "Authorization: Bearer " + alice;
    for (var door : List.of(gateway, userinfo)) {
      var place = Ask.get(door == gateway ? "/orders/42" : "/userinfo");
      door.refuses(place.with(bearer, bearer), 400);
      door.refuses(place.with(bearer, "authorization: Bearer x.y.z"), 400);
      door.refuses(place.with(bearer + ", Bearer " + alice), 400);
      door.refuses(place.with(bearer + " " + alice), 400);
      door.refuses(place.with("Authorization: Bearer\t" + alice), 400, 401);
      door.refuses(place.with("Authorization: Bearer  " + alice), 400);
      door.refuses(place.with("Authorization: Bearer"), 400);
      door.refuses(place.at(place.target() + "?access_token=" + alice), 400, 401);
      door.refuses(place.at(place.target() + "?access_token=" + alice).with(bearer), 400);
      door.passes(place.with("Authorization: bearer " + alice));
    }
    var form = "Content-Type: application/x-www-form-urlencoded";
    var body = "access_token=" + alice;
    userinfo.refuses(new Ask("POST", "/userinfo", List.of(form, bearer), body), 400);
    gateway.refuses(new Ask("POST", "/orders", List.of(form), body), 401);
    for (var proof : List.of(bearer, "Authorization: Bearer " + token("sound", "sound"))) {
      admin.refuses(Ask.get("/admin/v1/keys").with(proof), 401);
    }
  }

  @Test
  void b32_weakKeysAreLeftOutAndTheOthersServe() {
    gateway.passes(foreign(token("weak", "weak")));
    gateway.refuses(foreign(token("weak", "small")), 401);
    gateway.refuses(foreign(issuers.token("weak", "small", "one", "somebody")), 401);
    gateway.refuses(foreign(issuers.token("weak", "weak", "off", "somebody")), 401);
  }

  @Test
  void b37_aDocumentOfAnotherIssuerAndKeysOnAnotherHost() {
    gateway.refuses(foreign(token("liar", "sound")), 401, 503);
    gateway.refuses(foreign(token("liar", "liar")), 401, 503);
    gateway.refuses(foreign(token("elsewhere", "elsewhere")), 401, 503);
    assertThat(issuers.askedElsewhere()).isZero();
    assertThat(issuers.fetches("liar")).isZero();
  }
}
