package io.gatehouse.sts.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.client.AuthenticationMethod;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.token.GrantTable.Binding;
import io.gatehouse.sts.token.GrantTable.Line;
import io.gatehouse.tokens.jwt.Json;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each grant by each method of client authentication under each binding, as the metadata says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GrantTableTest {
  private final GrantTable table = new GrantTable(RunningSts.start());

  @BeforeAll
  void trustEachClient() {
    table.open();
  }

  static Stream<Line> lines() {
    return GrantTable.lines();
  }

  static Stream<Line> unbound() {
    return lines().filter(line -> line.isAllowed() && line.binding() == Binding.NONE);
  }

  static Stream<Line> bound() {
    return lines().filter(line -> line.isAllowed() && line.binding() != Binding.NONE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lines")
  void theTokenIsGivenOrRefusedAsTheTableSays(Line line) {
    if (!line.isAllowed()) {
      assertThat(table.refusal(line)).isIn("unauthorized_client", "not registered");
      return;
    }
    var reply = table.proven(line);
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(200);
    var confirmation = Visitor.payload(Visitor.text(reply, "access_token")).get("cnf");
    switch (line.binding()) {
      case NONE -> assertThat(confirmation).isEmpty();
      case DPOP -> assertThat(members(confirmation)).containsOnlyKeys("jkt");
      case CERTIFICATE -> assertThat(members(confirmation)).containsOnlyKeys("x5t#S256");
    }
    assertThat(Visitor.text(reply, "token_type"))
        .isEqualTo(line.binding() == Binding.DPOP ? "DPoP" : "Bearer");
  }

  private static java.util.Map<String, Json> members(java.util.Optional<Json> confirmation) {
    return ((Json.Members) confirmation.orElseThrow()).values();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unbound")
  void h23_nothingIsGivenForAWrongProofOfTheClient(Line line) {
    var reply = table.falselyProven(line);
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(401);
    assertThat(Visitor.error(reply)).isEqualTo("invalid_client");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bound")
  void h27_nothingIsGivenWithoutTheKeyThatTokensAreBoundTo(Line line) {
    var reply = table.withoutKey(line);
    boolean certificateIsTheClientsProof =
        line.binding() == Binding.CERTIFICATE && line.method().usesCertificate();
    assertThat(reply.status())
        .as(reply.body().text())
        .isEqualTo(certificateIsTheClientsProof ? 401 : 400);
    assertThat(Visitor.error(reply))
        .isEqualTo(certificateIsTheClientsProof ? "invalid_client" : "invalid_request");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unbound")
  void aGrantThatTheClientDidNotRegisterIsNotItsToUse(Line line) {
    assertThat(table.unregistered(line)).isEqualTo("unauthorized_client");
  }

  @Test
  void theMetadataNamesExactlyWhatTheTableGives() {
    var metadata = table.metadata();
    assertThat(words(metadata, "grant_types_supported"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(GrantType.values()).map(GrantType::word).toList());
    assertThat(words(metadata, "token_endpoint_auth_methods_supported"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(AuthenticationMethod.values()).map(AuthenticationMethod::word).toList());
    assertThat(words(metadata, "dpop_signing_alg_values_supported")).contains("ES256");
    assertThat(metadata.get("tls_client_certificate_bound_access_tokens"))
        .contains(new Json.Flag(true));
  }

  private static List<String> words(Json.Members metadata, String member) {
    return metadata.get(member).flatMap(Json::texts).orElseThrow();
  }
}
