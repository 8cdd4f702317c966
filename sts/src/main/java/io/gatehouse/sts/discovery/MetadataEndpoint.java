package io.gatehouse.sts.discovery;

import io.gatehouse.sts.client.AuthenticationMethod;
import io.gatehouse.sts.client.ClientSecurity;
import io.gatehouse.sts.client.IdTokenAlgorithm;
import io.gatehouse.sts.issue.PersonClaims;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.sts.oauth.Prompt;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.sts.oauth.SignIn;
import io.gatehouse.sts.pages.Language;
import io.gatehouse.tokens.jwt.DpopVerifier;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The metadata of this issuer, the same for OpenID Connect and for OAuth. */
public final class MetadataEndpoint implements Endpoint {
  private final String json;

  /**
   * @param atCertificates the address of the listener that asks for certificates, if there is one
   * @param grants those that the token endpoint gives something for
   * @param registration the path where applications register themselves, when they may
   */
  public MetadataEndpoint(
      Issuer issuer,
      Optional<Issuer> atCertificates,
      ScopeCatalog scopes,
      Optional<String> registration,
      Set<GrantType> grants) {
    var members = document(issuer, scopes, atCertificates.isPresent());
    members.put("grant_types_supported", words(grants.stream().sorted().map(GrantType::word)));
    atCertificates.ifPresent(alias -> aliases(alias, members));
    registration.ifPresent(
        path -> members.put("registration_endpoint", new Json.Text(issuer.at(path))));
    this.json = new Json.Members(members).write();
  }

  /** RFC 8705 §5 and §3.3: a client without a certificate never needs to meet that listener. */
  private static void aliases(Issuer alias, Map<String, Json> members) {
    var endpoints = new LinkedHashMap<String, Json>();
    endpoints.put("token_endpoint", new Json.Text(alias.at("/token")));
    endpoints.put("userinfo_endpoint", new Json.Text(alias.at("/userinfo")));
    endpoints.put("introspection_endpoint", new Json.Text(alias.at("/introspect")));
    endpoints.put("revocation_endpoint", new Json.Text(alias.at("/revoke")));
    endpoints.put("pushed_authorization_request_endpoint", new Json.Text(alias.at("/par")));
    endpoints.put(
        "device_authorization_endpoint", new Json.Text(alias.at("/device_authorization")));
    members.put("mtls_endpoint_aliases", new Json.Members(endpoints));
    members.put("tls_client_certificate_bound_access_tokens", new Json.Flag(true));
  }

  @Override
  public Reply answer(Request request) {
    return Reply.json(200, json)
        .with("Cache-Control", "public, max-age=300")
        // Public, the same for everybody, without credentials: any page may read it.
        .with("Access-Control-Allow-Origin", "*");
  }

  private static void endpoints(Issuer issuer, Map<String, Json> members) {
    members.put("authorization_endpoint", new Json.Text(issuer.at("/authorize")));
    members.put("token_endpoint", new Json.Text(issuer.at("/token")));
    members.put("userinfo_endpoint", new Json.Text(issuer.at("/userinfo")));
    members.put("introspection_endpoint", new Json.Text(issuer.at("/introspect")));
    members.put("revocation_endpoint", new Json.Text(issuer.at("/revoke")));
    members.put("device_authorization_endpoint", new Json.Text(issuer.at("/device_authorization")));
    members.put("end_session_endpoint", new Json.Text(issuer.at("/logout")));
    members.put("backchannel_logout_supported", new Json.Flag(true));
    members.put("backchannel_logout_session_supported", new Json.Flag(true));
    members.put("jwks_uri", new Json.Text(issuer.at("/jwks")));
  }

  private static Map<String, Json> document(
      Issuer issuer, ScopeCatalog scopes, boolean certificates) {
    var members = new LinkedHashMap<String, Json>();
    members.put("issuer", new Json.Text(issuer.value()));
    endpoints(issuer, members);
    members.put("scopes_supported", Json.of(List.copyOf(scopes.all())));
    members.put("response_types_supported", Json.of(List.of("code")));
    members.put("response_modes_supported", Json.of(List.of("query", "form_post")));
    members.put("grant_types_supported", words(Stream.of(GrantType.values()).map(GrantType::word)));
    members.put("subject_types_supported", Json.of(List.of("public")));
    members.put(
        "id_token_signing_alg_values_supported",
        words(Stream.of(IdTokenAlgorithm.values()).map(IdTokenAlgorithm::word)));
    proofs(members, certificates);
    members.put("code_challenge_methods_supported", Json.of(List.of("S256")));
    members.put("prompt_values_supported", words(Stream.of(Prompt.values()).map(Prompt::word)));
    members.put("acr_values_supported", Json.of(List.of(SignIn.PASSWORD_CLASS)));
    members.put("claims_supported", claims());
    members.put("ui_locales_supported", words(Stream.of(Language.values()).map(Language::tag)));
    members.put("authorization_response_iss_parameter_supported", new Json.Flag(true));
    members.put("claims_parameter_supported", new Json.Flag(true));
    members.put("claim_types_supported", Json.of(List.of("normal")));
    members.put("display_values_supported", Json.of(List.of("page")));
    requests(issuer, members);
    return members;
  }

  /** How callers prove who they are. */
  private static void proofs(Map<String, Json> members, boolean certificates) {
    // RFC 8705 §2: offered where a listener asks for certificates, and only there.
    var methods =
        Stream.of(AuthenticationMethod.values())
            .filter(method -> certificates || !method.usesCertificate())
            .toList();
    var all = words(methods.stream().map(AuthenticationMethod::word));
    members.put("token_endpoint_auth_methods_supported", all);
    members.put(
        "introspection_endpoint_auth_methods_supported",
        // RFC 7662 §2.1: whoever asks about a token proves who asks.
        words(
            methods.stream()
                .filter(method -> method != AuthenticationMethod.NONE)
                .map(AuthenticationMethod::word)));
    members.put("revocation_endpoint_auth_methods_supported", all);
    // RFC 8414 §2.
    members.put("token_endpoint_auth_signing_alg_values_supported", algorithms());
    // RFC 9449 §5.1.
    members.put(
        "dpop_signing_alg_values_supported",
        Json.of(List.of(DpopVerifier.algorithms().split(" "))));
  }

  /** How authorization requests may come. */
  private static void requests(Issuer issuer, Map<String, Json> members) {
    members.put("request_parameter_supported", new Json.Flag(true));
    members.put("request_object_signing_alg_values_supported", algorithms());
    // RFC 9126 §5.
    members.put("pushed_authorization_request_endpoint", new Json.Text(issuer.at("/par")));
    members.put("require_pushed_authorization_requests", new Json.Flag(false));
    members.put("request_uri_parameter_supported", new Json.Flag(false));
  }

  private static Json algorithms() {
    return words(ClientSecurity.ALGORITHMS.stream().map(JwsAlgorithm::word).sorted());
  }

  private static Json claims() {
    var tokens =
        Stream.of(
            "sub",
            "iss",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "nonce",
            "acr",
            "amr",
            "azp",
            "at_hash",
            "sid");
    return words(Stream.concat(tokens, PersonClaims.names().stream()));
  }

  private static Json words(Stream<String> words) {
    return Json.of(words.toList());
  }
}
