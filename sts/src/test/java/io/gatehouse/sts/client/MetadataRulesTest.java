package io.gatehouse.sts.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.ScopeCatalog;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MetadataRulesTest {
  private final MetadataJson metadata =
      new MetadataJson(new ScopeCatalog(Map.of("orders.read", Set.of())));

  private MetadataReading read(String json) {
    return metadata.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private ClientMetadata accepted(String json) {
    var reading = read(json);
    assertThat(reading).isInstanceOf(MetadataReading.Read.class);
    return ((MetadataReading.Read) reading).metadata();
  }

  private void refused(String json, String error) {
    assertThat(read(json))
        .isInstanceOfSatisfying(
            MetadataReading.Refused.class, refusal -> assertThat(refusal.error()).isEqualTo(error));
  }

  @Test
  void whatIsLeftOutIsTheSafeChoice() {
    var client = accepted("{'redirect_uris':['https://app.example.com/cb']}");

    assertThat(client.grantTypes()).containsExactly(GrantType.AUTHORIZATION_CODE);
    assertThat(client.responseTypes()).containsExactly("code");
    assertThat(client.authenticationMethod()).isEqualTo(AuthenticationMethod.CLIENT_SECRET_BASIC);
    assertThat(client.requirePkce()).isTrue();
    assertThat(client.firstParty()).isFalse();
    assertThat(client.scopes()).isEmpty();
    assertThat(client.idTokenAlgorithm()).isEqualTo(IdTokenAlgorithm.RS256);
  }

  @Test
  void whatWasAcceptedReadsBackTheSame() {
    var client =
        accepted(
            """
            {'client_name':'Shop','redirect_uris':['http://localhost:8765/callback',
             'com.example.app:/cb'],'grant_types':['authorization_code','refresh_token'],
             'scope':'openid orders.read','token_endpoint_auth_method':'none',
             'id_token_signed_response_alg':'ES256','first_party':true,
             'post_logout_redirect_uris':['https://app.example.com/bye'],
             'owner':'00000000-0000-4000-8000-00000000000B'}\
            """);

    assertThat(metadata.readStored(metadata.write(client))).isEqualTo(client);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com@evil.example/cb",
        "https://a@b@app.example.com/cb",
        "https:///evil",
        "//evil.example/cb",
        "\\\\\\\\evil.example",
        "https://app.example.com/cb\\u0009",
        "https://app.example.com/\\u000acb",
        "http://app.example.com/cb",
        "javascript:alert(1)",
        "data:text/html,x",
        "myapp:/cb",
        "cb",
        ""
      })
  void h01_aRedirectUriThatCouldMisleadABrowserIsNotRegistered(String uri) {
    refused("{'redirect_uris':['" + uri + "']}", "invalid_redirect_uri");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com/cb#code=EVIL",
        "https://app.example.com/cb#",
        "https://app.example.com/cb?code=x",
        "https://app.example.com/cb?a=b&state=x",
        "https://app.example.com/cb?iss=x",
        "https://app.example.com/cb/..;/x",
        "https://app.example.com/cb%2f..",
        "https://app.example.com/a/../cb"
      })
  void h02_fragmentsTricksOfPathsAndParametersOfAnswersAreNotRegistered(String uri) {
    refused("{'redirect_uris':['" + uri + "']}", "invalid_redirect_uri");
    refused(
        "{'redirect_uris':['https://a.example/cb'],'post_logout_redirect_uris':['" + uri + "']}",
        "invalid_redirect_uri");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'client_id':'chosen'",
        "'client_secret':'chosen'",
        "'client_id_issued_at':1",
        "'enabled':true",
        "'sector_identifier_uri':'https://evil.example/s','self_registered':false",
        "'Scope':'openid'"
      })
  void k14_aMemberThatCannotBeSetIsRefusedNotIgnored(String member) {
    refused("{'redirect_uris':['https://a.example/cb']," + member + "}", "invalid_client_metadata");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'scope':'admin.everything'",
        "'scope':'openid  openid'",
        "'scope':7",
        "'grant_types':['password']",
        "'grant_types':['refresh_token']",
        "'grant_types':[]",
        "'response_types':['token']",
        "'response_types':['code','id_token']",
        "'token_endpoint_auth_method':'tls_client_auth'",
        "'token_endpoint_auth_method':'none','require_pkce':false",
        "'token_endpoint_auth_method':'none','grant_types':['client_credentials']",
        "'id_token_signed_response_alg':'none'",
        "'id_token_signed_response_alg':'HS256'",
        "'first_party':'yes'",
        "'client_name':'a\\u0000b'",
        "'owner':'bob'"
      })
  void whatIsUnsafeOrUnknownIsRefused(String members) {
    assertThat(read("{'redirect_uris':['https://a.example/cb']," + members + "}"))
        .isInstanceOf(MetadataReading.Refused.class);
  }

  @Test
  void aCodeClientWithoutRedirectUrisIsRefused() {
    refused("{}", "invalid_redirect_uri");
    refused("[]", "invalid_client_metadata");
    refused("{'a':1,'a':2}", "invalid_client_metadata");
  }
}
