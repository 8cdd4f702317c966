package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** Door E at the gateway, the one place that takes RFC 9421 signatures. */
@ExtendWith(OneProduct.class)
class SignatureAttacksIT {
  private static final String FORM = "amount=1";
  private static UnderAttack.Door door;
  private static HandSigned bob;
  private static HandSigned alice;

  @BeforeAll
  static void meet(UnderAttack product) {
    door = product.gateway();
    bob = HandSigned.by(product.demo().json(), door.authority());
    var made =
        product
            .demo()
            .gatehouse(
                "hmac",
                "create",
                "--json",
                "--owner",
                "alice",
                "--scope",
                "orders.read",
                "--scope",
                "orders.write");
    var key = JsonMapper.shared().readTree(made.text());
    alice =
        bob.named(key.get("id").stringValue())
            .with(java.util.Base64.getDecoder().decode(key.get("secret").stringValue()));
  }

  @AfterAll
  static void leave() {
    door.close();
  }

  @BeforeEach
  void theTwinsPass() {
    door.passes(bob.sign(read()));
    door.passes(alice.sign(write()));
  }

  private static Ask read() {
    return Ask.get("/orders/42");
  }

  private static Ask write() {
    return Ask.post("/orders", Proofs.BODY);
  }

  @Test
  void e03_anotherBodyOrADigestThatIsNotCovered() {
    door.refuses(alice.sign(write()).carrying("{\"item\":\"gold\"}"), 401);
    door.refuses(alice.sign(write()).carrying(""), 401);
    door.refuses(bob.sign(read()).carrying("x"), 401);
    door.refuses(alice.sign(write(), HandSigned.LINE), 401);
    var beside = write().with("Content-Digest: " + HandSigned.digest(Proofs.BODY));
    door.refuses(alice.sign(beside, HandSigned.LINE), 401);
    door.refuses(alice.sign(write()).without("Content-Digest"), 401);
    var burnt = alice.sign(write());
    door.refuses(burnt.carrying("other"), 401);
    door.passes(burnt);
  }

  @Test
  void e04_digestsThatDoNotAllMatch() {
    var right = HandSigned.digest(Proofs.BODY);
    door.passes(digested(right + ", " + HandSigned.digest512(Proofs.BODY)));
    door.refuses(digested(right + ", " + HandSigned.digest512("other")), 401);
    door.refuses(digested("md5=:Sd/dVLAcvNLSq16eXua5uQ==:"), 401);
    door.refuses(digested("unixsum=:AAA=:"), 401);
    door.refuses(digested(right + ", " + right), 400);
    door.refuses(digested(right + ", " + HandSigned.digest("other")), 400);
    door.refuses(digested("sha-256=abc"), 400);
  }

  private static Ask digested(String digest) {
    var covered = HandSigned.LINE + " \"content-digest\"";
    return alice.sign(write().with("Content-Digest: " + digest), covered);
  }

  @Test
  void e05_aBodyInPiecesIsJudgedWhole() {
    var good = alice.sign(write());
    door.passes(good.inChunks(Proofs.BODY.substring(0, 5), Proofs.BODY.substring(5)));
    var again = alice.sign(write());
    door.refuses(again.inChunks(Proofs.BODY, "and more"), 401);
    door.refuses(again.inChunks(Proofs.BODY.substring(0, 5)), 401);
    var packed = alice.sign(write().with("Content-Encoding: gzip")).carrying("packed");
    door.refuses(packed, 401);
    var large = "x".repeat(300_000);
    door.passes(alice.sign(Ask.post("/orders", large)));
    door.refuses(alice.sign(Ask.post("/orders", large)).carrying(large + "x"), 401);
  }

  @Test
  void e08_whatWasSeenOnceOrIsTooOldOrTooNew() {
    var once = bob.sign(read());
    door.passes(once);
    door.refuses(once, 401);
    var plain = ";created=%d;keyid=\"" + bob.keyid() + "\"";
    var now = Instant.now().getEpochSecond();
    var bare = bob.sign(Ask.get("/orders/42?once"), HandSigned.LINE, plain.formatted(now));
    door.passes(bare);
    door.refuses(bare, 401);
    for (var created : List.of(now - 310, now + 30, now - 86_400)) {
      door.refuses(bob.sign(read(), HandSigned.LINE, plain.formatted(created)), 401);
    }
    var expired = plain.formatted(now - 20) + ";expires=" + (now - 10);
    door.refuses(bob.sign(read(), HandSigned.LINE, expired), 401);
  }

  @Test
  void e10_labelsThatDoNotPair() {
    var good = bob.sign(read());
    var input = good.value("Signature-Input");
    var value = good.value("Signature");
    door.refuses(good.with("Signature-Input: " + input), 400);
    door.refuses(good.with("Signature: " + value), 400);
    door.refuses(good.replacing(input, input + ", " + input), 400);
    door.refuses(good.with("Signature: " + value.replace("sig1", "sig2")), 400);
    door.refuses(good.with("Signature-Input: " + input.replace("sig1", "sig2")), 400);
    door.refuses(good.without("Signature"), 400);
    door.refuses(good.without("Signature-Input"), 400);
    door.passes(bob.signAs(read(), "whatever", "(" + HandSigned.LINE + ")" + bob.parameters()));
  }

  @Test
  void e11_aSecondSignatureBesideACapturedOne() {
    var captured = bob.sign(read()).at("/orders/43");
    var stranger = bob.named("not-ours").with(new byte[32]);
    var input = "(" + HandSigned.LINE + ")";
    door.refuses(stranger.signAs(captured, "sig2", input + stranger.parameters()), 401);
    door.refuses(alice.signAs(captured, "sig2", input + alice.parameters()), 400);
    door.refuses(alice.signAs(bob.sign(read()), "sig2", input + alice.parameters()), 400);
  }

  @Test
  void e12_moreSignaturesAndComponentsThanAnyoneNeeds() {
    var request = bob.sign(read());
    for (var i = 2; i <= 5; i++) {
      request =
          bob.named("x" + i).signAs(request, "sig" + i, "(\"@method\");created=1;keyid=\"x\"");
    }
    door.refuses(request, 400);
    for (var components : List.of(65, 500)) {
      var names =
          IntStream.range(0, components)
              .mapToObj(i -> "\"x-" + i + "\"")
              .collect(Collectors.joining(" "));
      door.refuses(bob.sign(read(), HandSigned.LINE + " " + names), 400);
    }
  }

  @Test
  void e14_componentsTwiceOrWithParametersThatAreNotUnderstood() {
    for (var more :
        List.of(
            "\"@method\"",
            "\"host\" \"host\"",
            "\"host\";sf",
            "\"host\";bs",
            "\"host\";tr",
            "\"host\";req",
            "\"host\";key=\"a\"",
            "\"host\" \"host\";bs",
            "\"@status\"",
            "\"@signature-params\"")) {
      door.refuses(bob.sign(read(), HandSigned.LINE + " " + more), 400);
    }
  }

  @Test
  void e15_whatIsNoStructuredField() {
    var parameters = bob.parameters();
    for (var input :
        List.of(
            "(\"@method\" \"@target-uri)" + parameters,
            "(\"@method\" \"@target-uri\"" + parameters,
            "(\"@method\" \"@target-uri\\n\")" + parameters,
            "(\"@method\" \"@target-uri\")" + parameters + ";x=\"",
            "(\"@method\",\"@target-uri\")" + parameters,
            "(\"@method\" \"@target-uri\")" + parameters + ",",
            "(\"@method\"\t\"@target-uri\")" + parameters)) {
      door.refuses(bob.signAs(read(), "sig1", input), 400);
    }
    var line = read().with("X-A: 1\n\"@method\": POST");
    door.refuses(bob.sign(line, HandSigned.LINE + " \"x-a\""), 400);
  }

  @Test
  void e16_aFieldWithOneValueThatComesTwice() {
    var cover = HandSigned.LINE + " \"x-account\"";
    door.passes(bob.sign(read().with("X-Account: 1, 2"), cover));
    door.refuses(bob.sign(read().with("X-Account: 1", "X-Account: 2"), cover), 400);
    var split = bob.sign(read().with("X-Account: 1, 2"), cover).without("X-Account");
    door.refuses(split.with("X-Account: 1", "X-Account: 2"), 400);
  }

  @Test
  void e17_anotherAlgorithmThanTheKeys() {
    door.passes(bob.sign(read(), HandSigned.LINE, bob.parameters() + ";alg=\"hmac-sha256\""));
    for (var alg : List.of("rsa-v1_5-sha256", "rsa-pss-sha512", "hmac-sha512", "none", "")) {
      var parameters = bob.parameters() + ";alg=\"" + alg + "\"";
      door.refuses(bob.sign(read(), HandSigned.LINE, parameters), 401);
    }
  }

  @Test
  void e18_keyidsOfOthersAndKeyidsThatAreMoreThanNames() {
    door.refuses(bob.named(alice.keyid()).sign(read()), 401);
    for (var id :
        List.of(
            "../" + bob.keyid(),
            bob.keyid() + ")(uid=*",
            "' or 1=1 --",
            bob.keyid() + " ",
            "",
            "k".repeat(4_000))) {
      door.refuses(bob.named(id).sign(read()), 401);
    }
  }

  @Test
  void e19_anotherHostOfTheSameGateway() {
    var port = door.authority().substring(door.authority().indexOf(':'));
    var other = "127.0.0.1" + port;
    door.passes(bob.addressedTo(other).sign(read()).with("Host: " + other));
    door.refuses(bob.sign(read()).with("Host: " + other), 401);
    var forwarded = bob.addressedTo(other).sign(read());
    door.refuses(forwarded.with("X-Forwarded-Host: " + other), 401);
    door.refuses(forwarded.with("Forwarded: host=\"" + other + "\""), 401);
  }

  @Test
  void e20_otherSpellingsOfTheTarget() {
    for (var other :
        List.of(
            "/orders/%7Ea?x=1&x=2&y=%20",
            "/orders/%7ea?x=1&x=2&y=%20",
            "/orders/~a?x=2&x=1&y=%20",
            "/orders/~a?x=1&x=2&y=+",
            "/orders/~a?x=1&x=2&y=%20&",
            "/orders/~a",
            "/orders/~a?")) {
      door.passes(bob.sign(Ask.get("/orders/~a?x=1&x=2&y=%20")));
      door.refuses(bob.sign(Ask.get("/orders/~a?x=1&x=2&y=%20")).at(other), 400, 401);
    }
    var target = "/orders/~a?x=1&x=2&y=%20+";
    assertThat(door.seen(bob.sign(Ask.get(target)))).startsWith("GET " + target + " HTTP/1.1\r\n");
    var bare = "\"@method\" \"@authority\" \"@path\"";
    door.refuses(bob.sign(read(), bare).at("/orders/42?"), 401);
  }

  @Test
  void e21_aFormBesideASignedQuery() {
    var form =
        new Ask(
            "POST",
            "/orders?amount=1",
            List.of("Content-Type: application/x-www-form-urlencoded"),
            FORM);
    door.passes(alice.sign(form));
    door.refuses(alice.sign(form).carrying("amount=9"), 401);
    door.refuses(alice.sign(form, HandSigned.LINE), 401);
    for (var open : List.of("\"@method\"", "\"@target-uri\"", "\"@method\" \"@path\" \"@query\"")) {
      door.refuses(bob.sign(Ask.get("/orders/42?a=1"), open), 401);
    }
  }

  @Test
  void e22_otherSpellingsOfTheSignature() {
    var good = bob.sign(read());
    var value = good.value("Signature");
    door.refuses(good.replacing(value, value.replace("=:", ":")), 400);
    door.refuses(good.replacing(value, value.replace("=:", "==:")), 400);
    door.refuses(good.replacing(value, HandSigned.otherSpareBits(value)), 400);
    door.refuses(good.replacing(value, "sig1=::"), 401);
    door.refuses(good.replacing(value, "sig1=:" + "A".repeat(43) + "=:"), 401);
    door.passes(good);
  }
}
