package io.gatehouse.app.acceptance;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Door E at the gateway, the one place that takes AWS signatures. */
@ExtendWith(OneProduct.class)
class AwsSignatureAttacksIT {
  private static UnderAttack.Door door;
  private static HandSignedAws bob;
  private static int calls;

  @BeforeAll
  static void meet(UnderAttack product) {
    door = product.gateway();
    bob = HandSignedAws.by(product.demo().json(), door.authority());
  }

  @AfterAll
  static void leave() {
    door.close();
  }

  @BeforeEach
  void theTwinPasses() {
    bob = bob.at(Instant.now());
    door.passes(bob.sign(read()));
  }

  /** Another target each time: one signature twice is a replay. */
  private static Ask read() {
    calls++;
    return Ask.get("/orders/42?aws=" + calls);
  }

  @Test
  void e03_anotherBody() {
    var written = bob.sign(Ask.post("/orders?aws=1", Proofs.BODY));
    // Bob may not write, so a rightly signed one gets as far as the policy.
    door.refuses(written, 403);
    door.refuses(bob.sign(Ask.post("/orders?aws=2", Proofs.BODY)).carrying("{}"), 401);
    door.refuses(bob.sign(Ask.post("/orders?aws=3", Proofs.BODY)).carrying(""), 401);
    door.refuses(bob.sign(read()).carrying("x"), 401);
    door.refuses(bob.sign(read()).without("X-Amz-Content-Sha256"), 401);
    for (var mode : List.of("UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")) {
      door.refuses(bob.sign(read(), mode, HandSignedAws.HEADERS), 400, 401);
    }
  }

  @Test
  void e08_whatWasSeenOnceOrIsTooOldOrTooNew() {
    var once = bob.sign(read());
    door.passes(once);
    door.refuses(once, 401);
    for (var seconds : List.of(-310, 30, -86_400)) {
      door.refuses(bob.at(Instant.now().plusSeconds(seconds)).sign(read()), 401);
    }
  }

  @Test
  void e16_signedFieldsTwice() {
    var good = bob.sign(read());
    door.refuses(good.with("X-Amz-Date: " + good.value("X-Amz-Date")), 400);
    door.refuses(good.with("X-Amz-Content-Sha256: x"), 400);
    door.refuses(good.with("Authorization: AWS4-HMAC-SHA256 x"), 400);
    door.passes(good);
  }

  @Test
  void e18_unknownIdsAndIdsThatAreMoreThanNames() {
    for (var id : List.of("GHAKX", "../" + bob.id(), bob.id() + ")(uid=*", "k".repeat(4_000))) {
      door.refuses(bob.by(id, bob.secret()).sign(read()), 401);
    }
    door.refuses(bob.by(bob.id(), "other").sign(read()), 401);
  }

  @Test
  void e19_anotherHostOfTheSameGateway() {
    var other = "127.0.0.1" + door.authority().substring(door.authority().indexOf(':'));
    door.passes(bob.addressedTo(other).sign(read()).with("Host: " + other));
    door.refuses(bob.sign(read()).with("Host: " + other), 401);
    door.refuses(bob.addressedTo(other).sign(read()).with("X-Forwarded-Host: " + other), 401);
  }

  @Test
  void e20_otherSpellingsOfTheTarget() {
    for (var other :
        List.of(
            "/orders/%7Ea?x=1&x=2&y=%20",
            "/orders/~a?x=2&x=1&y=%20",
            "/orders/~a?x=1&x=2&y=+",
            "/orders/~a?x=1&x=2&y=%20&",
            "/orders/~a?")) {
      door.refuses(bob.sign(Ask.get("/orders/~a?x=1&x=2&y=%20")).at(other), 400, 401);
    }
    door.passes(bob.sign(Ask.get("/orders/~a?x=1&x=2&y=%20")));
    door.refuses(bob.sign(Ask.get("/orders/~b")).at("/orders/~b?"), 401);
  }

  @Test
  void e22_otherSpellingsOfTheSignature() {
    var good = bob.sign(read());
    var value = good.value("Authorization");
    var at = value.length() - 64;
    var shouted = value.substring(0, at) + value.substring(at).toUpperCase(java.util.Locale.ROOT);
    door.refuses(good.replacing(value, shouted), 401);
    door.refuses(good.replacing(value, value.substring(0, value.length() - 1)), 401);
    door.refuses(good.replacing(value, value + "0"), 401);
    door.passes(good);
  }

  @Test
  void e23_scopesHeaderListsAndSpaces() {
    door.refuses(bob.scoped("other", bob.service()).sign(read()), 401);
    door.refuses(bob.scoped(bob.region(), "other").sign(read()), 401);
    for (var headers :
        List.of(
            "x-amz-content-sha256;x-amz-date",
            "host;x-amz-date;x-amz-content-sha256",
            "host;host;x-amz-content-sha256;x-amz-date",
            "host;x-amz-content-sha256",
            "host;x-amz-content-sha256;x-amz-date;x-gone")) {
      door.refuses(bob.sign(read(), HandSignedAws.sha256(""), headers), 401);
    }
    for (var swap :
        List.of(
            "SignedHeaders=host|SignedHeaders=Host",
            "/aws4_request|/aws5_request",
            "AWS4-HMAC-SHA256 C|AWS4-HMAC-SHA1 C",
            " Credential|  Credential",
            ", Signature|,  Signature",
            "Credential=|credential=")) {
      var parts = swap.split("\\|", 2);
      door.refuses(bob.sign(read()).replacing(parts[0], parts[1]), 400, 401);
    }
    door.refuses(bob.sign(read()).with("X-Amz-Security-Token: t"), 401);
    var yesterday = bob.at(Instant.now().minusSeconds(86_400)).sign(read());
    var date = yesterday.value("X-Amz-Date");
    door.refuses(yesterday.replacing("X-Amz-Date: " + date, "X-Amz-Date: now"), 401);
  }
}
