package io.gatehouse.tokens.jwt;

import static io.gatehouse.tokens.jwt.TestIssuer.AUDIENCE;
import static io.gatehouse.tokens.jwt.TestIssuer.EC;
import static io.gatehouse.tokens.jwt.TestIssuer.ISSUER;
import static io.gatehouse.tokens.jwt.TestIssuer.POLICY;
import static io.gatehouse.tokens.jwt.TestIssuer.header;
import static io.gatehouse.tokens.jwt.TestIssuer.signed;
import static io.gatehouse.tokens.jwt.TestIssuer.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on what a rightly signed token says. */
class ClaimAttacksTest {
  private final TestIssuer issuer = new TestIssuer();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "\"9999999999\"",
        "1e308",
        "1.9e9",
        "-1",
        "9223372036854775808",
        "1795000000.5",
        "99999999999999999999999",
        "253402300800",
        "true",
        "[1795000000]",
        "{}"
      })
  void b19_expMustBeWholeSecondsWithinRange(String exp) {
    assertInvalid(issuer.tokenWith("exp", exp));
  }

  @Test
  void b19_notANumberIsNotJson() {
    assertInvalid(issuer.tokenWith("exp", "NaN"));
    assertInvalid(issuer.tokenWith("exp", "Infinity"));
  }

  @Test
  void b20_timesInTheFutureBeyondTheSkewAreRefused() {
    long now = issuer.now().getEpochSecond();
    for (var claim : List.of("nbf", "iat")) {
      assertValid(issuer.tokenWith(claim, Long.toString(now + 60)));
      assertInvalid(issuer.tokenWith(claim, Long.toString(now + 61)));
    }
    assertValid(issuer.tokenWith("exp", Long.toString(now - 59)));
    assertInvalid(issuer.tokenWith("exp", Long.toString(now - 60)));
  }

  @Test
  void b20_aLifeOrAnAgeThatIsTooLongIsRefused() {
    long now = issuer.now().getEpochSecond();
    var tenMinutes = POLICY.maxLifetime(Duration.ofMinutes(10));
    assertThat(issuer.verify(issuer.tokenWith("exp", "" + (now + 660)), tenMinutes))
        .isInstanceOf(VerifiedJwt.class);
    assertThat(issuer.verify(issuer.tokenWith("exp", "" + (now + 661)), tenMinutes))
        .isInstanceOf(Verification.Invalid.class);
    assertInvalid(issuer.tokenWith("exp", "" + (now + 86_400 * 365)));
    var young = POLICY.maxAge(Duration.ofHours(1));
    assertThat(issuer.verify(issuer.tokenWith("iat", "" + (now - 3_600)), young))
        .isInstanceOf(VerifiedJwt.class);
    assertThat(issuer.verify(issuer.tokenWith("iat", "" + (now - 3_700)), young))
        .isInstanceOf(Verification.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JWT",
        "logout+jwt",
        "secevent+jwt",
        "dpop+jwt",
        "gatehouse-id+jwt",
        "refresh+jwt",
        "client-authentication+jwt",
        "at+jwt ",
        "at-jwt",
        "application/application/at+jwt",
        "text/at+jwt",
        ""
      })
  void b22_aTokenOfAnotherKindIsNoAccessToken(String type) {
    assertInvalid(signed(header(EC, type), issuer.payload()));
  }

  @Test
  void b22_anAccessTokenIsNoOtherKindOfToken() {
    var idToken = JwtPolicy.expect(ISSUER, AUDIENCE).typed("JWT");
    assertThat(issuer.verify(issuer.token(), idToken)).isInstanceOf(Verification.Invalid.class);
    assertThat(issuer.verify(signed(header(EC, "JWT"), issuer.payload()), idToken))
        .isInstanceOf(VerifiedJwt.class);
    var untyped = "{\"alg\":\"ES256\",\"kid\":\"%s\"}".formatted(EC.kid());
    assertInvalid(signed(untyped, issuer.payload()));
    assertThat(
            issuer.verify(
                signed(untyped, issuer.payload()), POLICY.typedOrUntyped("JWT", "at+jwt")))
        .isInstanceOf(VerifiedJwt.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"admin\"]",
        "null",
        "\"admin admin\"",
        "\"admin\\u00a0x\"",
        "\"admin\\u3000x\"",
        "\"\"",
        "\" a\"",
        "\"a \"",
        "\"a  b\"",
        "\"a\\tb\"",
        "7",
        "{}",
        "\"a\\\"b\""
      })
  void b35_scopeIsOneStringOfDistinctScopeTokens(String scope) {
    assertInvalid(issuer.tokenWith("scope", scope));
  }

  @Test
  void b35_aForeignRolesClaimWritesNoRegisteredClaim() {
    var token = issuer.tokenWith("realm_access", "{\"scope\":\"admin\",\"sub\":\"root\"}");
    assertThat(issuer.verify(token))
        .isInstanceOfSatisfying(
            VerifiedJwt.class,
            jwt -> {
              assertThat(jwt.claims().scopes())
                  .containsExactlyInAnyOrder("orders.read", "orders.write");
              assertThat(jwt.claims().subject()).get().isNotEqualTo("root");
            });
  }

  @Test
  void b41_aSignedNullExpiryIsNotAnAbsentOne() {
    assertInvalid(issuer.tokenWith("exp", "null"));
    assertThat(issuer.verify(issuer.tokenWith("exp", "null"), POLICY.ignoringExpiry()))
        .isInstanceOf(Verification.Invalid.class);
    assertThat(issuer.verify(issuer.tokenWith("exp", ""), POLICY.ignoringExpiry()))
        .isInstanceOf(Verification.Invalid.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sub | 5
          sub | ""
          sub | null
          sub | ["a"]
          iss | 5
          iss | null
          iss | ["https://sts.test"]
          aud | 5
          aud | null
          aud | ""
          aud | ["https://api.test", 5]
          aud | ["https://api.test", ""]
          aud | {}
          exp | 1795000000.0
          iat | "1795000000"
          nbf | null
          jti | 5
          client_id | {}
          sid | true
          auth_time | "yesterday"
          acr | 1
          amr | "pwd"
          amr | [1]
          cnf | "x"
          act | []
          email_verified | "true"
          """)
  void b43_aClaimOfAnotherTypeSpoilsItsToken(String claim, String json) {
    assertInvalid(issuer.tokenWith(claim.strip(), json.strip()));
  }

  @Test
  void b43_aPayloadWithAByteOrderMarkOrBrokenUtf8IsRefused() {
    var header = utf8(header(EC, "at+jwt"));
    assertInvalid(TestIssuer.signed(EC, header, utf8("\uFEFF" + issuer.payload())));
    assertInvalid(TestIssuer.signed(EC, header, utf8(issuer.payload() + "{}")));
    assertInvalid(signed(header(EC, "at+jwt"), "[]"));
    assertInvalid(signed(header(EC, "at+jwt"), "7"));
    var broken = utf8(issuer.payload().replace("token-1", "token-é"));
    broken[broken.length - 4] = (byte) 0xFF;
    assertInvalid(TestIssuer.signed(EC, header, broken));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at+jwt",
        "AT+JWT",
        "application/at+jwt",
        "Application/At+Jwt",
        "APPLICATION/AT+JWT"
      })
  void b44_bothSpellingsOfTheTypeAreTakenInAnyCase(String type) {
    assertValid(signed(header(EC, type), issuer.payload()));
  }

  @Test
  void b44_aTokenWithoutKidIsRefusedUnlessThePolicySaysOtherwise() {
    var token = signed("{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}", issuer.payload());
    assertInvalid(token);
    assertThat(issuer.verify(token, POLICY.allowingAbsentKid())).isInstanceOf(VerifiedJwt.class);
    var second = SigningKey.generate(JwsAlgorithm.ES256, TestIssuer.JCA);
    var two = KeySet.of(List.of(EC.verifying(), second.verifying()));
    assertThat(issuer.verify(token, POLICY.allowingAbsentKid(), two))
        .isInstanceOf(Verification.KeyUnknown.class);
  }

  @Test
  void anIssuerOrAudienceThatIsNotExpectedIsRefused() {
    assertInvalid(issuer.tokenWith("iss", "\"https://sts.test/\""));
    assertInvalid(issuer.tokenWith("iss", ""));
    assertInvalid(issuer.tokenWith("aud", "\"https://other.test\""));
    assertInvalid(issuer.tokenWith("aud", "[]"));
    assertInvalid(issuer.tokenWith("aud", ""));
    assertValid(issuer.tokenWith("aud", "[\"https://other.test\", \"https://api.test\"]"));
    assertThat(issuer.verify(issuer.token(), JwtPolicy.expect(ISSUER)))
        .isInstanceOf(Verification.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aud", "sub", "client_id", "iat", "jti", "exp", "iss"})
  void anAccessTokenCarriesTheClaimsOfItsStandard(String claim) {
    assertInvalid(issuer.tokenWith(claim, ""));
  }

  @Test
  void theRulesOfAPolicyCanBeRead() {
    assertThat(POLICY.rules())
        .startsWith("typ is the expected one", "every claim has its type")
        .endsWith("claims are present: aud, sub, client_id, iat, jti");
    assertThat(POLICY.ignoringType().rules()).doesNotContain("typ is the expected one");
  }

  @Test
  void verifiedClaimsHaveTheirTypes() {
    assertThat(issuer.verify(issuer.token()))
        .isInstanceOfSatisfying(
            VerifiedJwt.class,
            jwt -> {
              assertThat(jwt.claims().audience()).containsExactly(AUDIENCE);
              assertThat(jwt.claims().issuedAt()).contains(issuer.now());
              assertThat(jwt.expiresAt()).isEqualTo(issuer.now().plusSeconds(300));
              assertThat(jwt.claims().clientId()).contains("web");
              assertThat(jwt.header().type()).contains("at+jwt");
            });
  }

  private void assertValid(String token) {
    assertThat(issuer.verify(token)).isInstanceOf(VerifiedJwt.class);
  }

  private void assertInvalid(String token) {
    assertThat(issuer.verify(issuer.token())).isInstanceOf(VerifiedJwt.class);
    assertThat(issuer.verify(token)).isInstanceOf(Verification.Invalid.class);
  }
}
