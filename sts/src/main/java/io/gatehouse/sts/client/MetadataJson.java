package io.gatehouse.sts.client;

import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Scopes;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.RedirectUri;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.tokens.jwt.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Client metadata as JSON. */
final class MetadataJson {
  private final MetadataRules rules;

  MetadataJson(ScopeCatalog scopes) {
    this.rules = new MetadataRules(scopes);
  }

  MetadataReading read(byte[] json) {
    return Json.parse(json) instanceof Json.Members members
        ? rules.judge(new MetadataMembers(members))
        : new MetadataReading.Refused("invalid_client_metadata", "The body is no JSON object.");
  }

  /** What we wrote ourselves; scopes that are no longer configured fall away. */
  ClientMetadata readStored(String json) {
    var bytes = json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    if (Json.parse(bytes) instanceof Json.Members members
        && rules.judgeStored(new MetadataMembers(members))
            instanceof MetadataReading.Read(var metadata)) {
      return metadata;
    }
    throw new IllegalStateException("a stored client's metadata cannot be read");
  }

  String write(ClientMetadata metadata) {
    return new Json.Members(members(metadata)).write();
  }

  String describe(RegisteredClient client) {
    return new Json.Members(described(client)).write();
  }

  String describe(Clients.Registration registration) {
    var members = described(registration.client());
    registration
        .secret()
        .ifPresent(secret -> {
          members.put("client_secret", new Json.Text(secret.exposeText()));
          // RFC 7591 §3.2.1: zero says that it does not expire.
          members.put("client_secret_expires_at", new Json.Whole(0));
        });
    return new Json.Members(members).write();
  }

  private static Map<String, Json> described(RegisteredClient client) {
    var members = new LinkedHashMap<String, Json>();
    members.put("client_id", new Json.Text(client.clientId()));
    members.put("client_id_issued_at", new Json.Whole(client.registeredAt().getEpochSecond()));
    members.putAll(members(client.metadata()));
    return members;
  }

  private static Map<String, Json> members(ClientMetadata metadata) {
    var members = new LinkedHashMap<String, Json>();
    members.put("client_name", new Json.Text(metadata.clientName()));
    members.put("redirect_uris", texts(metadata.redirectUris()));
    members.put(
        "grant_types",
        Json.of(metadata.grantTypes().stream().sorted().map(GrantType::word).toList()));
    members.put("response_types", Json.of(metadata.responseTypes().stream().sorted().toList()));
    members.put("scope", new Json.Text(Scopes.format(metadata.scopes())));
    members.put(
        "token_endpoint_auth_method", new Json.Text(metadata.authenticationMethod().word()));
    members.put("require_pkce", new Json.Flag(metadata.requirePkce()));
    members.put("id_token_signed_response_alg", new Json.Text(metadata.idTokenAlgorithm().word()));
    members.put("post_logout_redirect_uris", texts(metadata.postLogoutRedirectUris()));
    metadata
        .logoutCall()
        .ifPresent(call -> {
          members.put("backchannel_logout_uri", new Json.Text(call.uri().toString()));
          members.put("backchannel_logout_session_required", new Json.Flag(call.sessionRequired()));
        });
    members.put(
        "tls_client_certificate_bound_access_tokens",
        new Json.Flag(metadata.certificateBoundTokens()));
    members.put("first_party", new Json.Flag(metadata.firstParty()));
    if (!metadata.resources().isEmpty()) {
      members.put("resources", Json.of(metadata.resources().stream().sorted().toList()));
    }
    members.putAll(SecurityRules.write(metadata.security()));
    metadata.owner().map(EntryUuid::value).ifPresent(o -> members.put("owner", new Json.Text(o)));
    return members;
  }

  private static Json texts(List<RedirectUri> uris) {
    return Json.of(uris.stream().map(RedirectUri::value).toList());
  }
}
