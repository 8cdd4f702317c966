package io.gatehouse.sts.client;

import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.KeySet;
import io.gatehouse.tokens.jwt.ParsedKeySet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads and writes the members that make up a {@link ClientSecurity}. */
final class SecurityRules {
  private static final String JWKS = "jwks";
  private static final String JWKS_URI = "jwks_uri";
  private static final String ASSERTION_ALGORITHM = "token_endpoint_auth_signing_alg";
  private static final String REQUEST_ALGORITHM = "request_object_signing_alg";
  private static final String SIGNED_REQUESTS = "require_signed_request_object";
  private static final String PUSHED_REQUESTS = "require_pushed_authorization_requests";
  private static final String DPOP_BOUND = "dpop_bound_access_tokens";
  private static final String PROFILE = "security_profile";
  private static final String SELF_REGISTERED = "self_registered";
  private static final String FAPI = "fapi-2.0";
  private static final int LONGEST_URI = 2048;

  /** What a caller may set. */
  static final Set<String> MEMBERS =
      Stream.concat(
              Stream.of(
                  JWKS,
                  JWKS_URI,
                  ASSERTION_ALGORITHM,
                  REQUEST_ALGORITHM,
                  SIGNED_REQUESTS,
                  PUSHED_REQUESTS,
                  DPOP_BOUND,
                  PROFILE),
              CertificateRules.MEMBERS.stream())
          .collect(Collectors.toUnmodifiableSet());

  /** What only the store holds. */
  static final Set<String> STORED = Set.of(SELF_REGISTERED);

  private SecurityRules() {}

  static ClientSecurity read(MetadataMembers members) {
    boolean fapi = profile(members);
    return new ClientSecurity(
        keys(members),
        CertificateRules.read(members),
        algorithm(members, ASSERTION_ALGORITHM),
        algorithm(members, REQUEST_ALGORITHM),
        members.flag(SIGNED_REQUESTS).orElse(false),
        members.flag(PUSHED_REQUESTS).orElse(fapi),
        members.flag(DPOP_BOUND).orElse(false),
        fapi,
        members.flag(SELF_REGISTERED).orElse(false));
  }

  private static boolean profile(MetadataMembers members) {
    var named = members.text(PROFILE);
    if (named.isPresent() && !named.get().equals(FAPI)) {
      throw MetadataMembers.wrong(PROFILE, "must be " + FAPI + " or left out");
    }
    return named.isPresent();
  }

  private static Optional<ClientKeys> keys(MetadataMembers members) {
    var inline = members.members().get(JWKS);
    var uri = members.text(JWKS_URI);
    if (inline.isPresent() && uri.isPresent()) {
      throw MetadataMembers.wrong(JWKS, "and jwks_uri exclude each other");
    }
    return inline.isPresent()
        ? Optional.of(new ClientKeys.Inline(keySet(inline.get())))
        : uri.map(text -> new ClientKeys.At(address(text)));
  }

  private static Json.Members keySet(Json value) {
    if (!(value instanceof Json.Members set)) {
      throw MetadataMembers.wrong(JWKS, "must be a JWK Set");
    }
    var reading = parse(set, JwsAlgorithm.PS256);
    if (!(reading instanceof KeySet keys) || keys.keys().isEmpty()) {
      throw MetadataMembers.wrong(JWKS, "holds no public key that can be used");
    }
    if (!keys.warnings().isEmpty()) {
      throw MetadataMembers.wrong(
          JWKS, "holds a key that cannot be used (" + keys.warnings().getFirst() + ")");
    }
    return set;
  }

  private static ParsedKeySet parse(Json.Members set, JwsAlgorithm rsaAlgorithm) {
    return KeySet.parse(
        set.write().getBytes(StandardCharsets.UTF_8), rsaAlgorithm, Jca.installed());
  }

  private static URI address(String text) {
    try {
      var uri = new URI(text);
      boolean plain =
          "https".equals(uri.getScheme())
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null
              && text.length() <= LONGEST_URI;
      if (plain) {
        return uri;
      }
    } catch (java.net.URISyntaxException malformed) {
      throw MetadataMembers.wrong(JWKS_URI, "is not a URL");
    }
    throw MetadataMembers.wrong(JWKS_URI, "must be an https URL without user and fragment");
  }

  private static Optional<JwsAlgorithm> algorithm(MetadataMembers members, String name) {
    return members
        .text(name)
        .map(word ->
            JwsAlgorithm.named(word)
                .filter(ClientSecurity.ALGORITHMS::contains)
                .orElseThrow(
                    () -> MetadataMembers.wrong(name, "must be ES256, PS256, RS256 or EdDSA")));
  }

  /** What the whole registration must be for this to hold. */
  static void requireConsistent(ClientSecurity security, AuthenticationMethod method) {
    boolean needsKeys =
        method == AuthenticationMethod.PRIVATE_KEY_JWT
            || method == AuthenticationMethod.SELF_SIGNED_TLS_CLIENT_AUTH
            || security.signedRequests();
    if (needsKeys && security.keys().isEmpty()) {
      throw MetadataMembers.wrong(
          JWKS, "or jwks_uri is needed for what the client signs, or for its certificate");
    }
    CertificateRules.requireConsistent(security, method);
    if (security.fapi()) {
      requireFapi(security, method);
    }
  }

  /** FAPI 2.0 Security Profile §5.3.2.1: no token that anybody could use. */
  static void requireBound(ClientSecurity security, boolean certificateBound) {
    if (security.fapi() && !security.dpopBound() && !certificateBound) {
      throw MetadataMembers.wrong(
          DPOP_BOUND, "or tls_client_certificate_bound_access_tokens must be true for " + FAPI);
    }
  }

  /** FAPI 2.0 Security Profile §5.3.2.1 and §5.4.1. */
  private static void requireFapi(ClientSecurity security, AuthenticationMethod method) {
    if (!method.isFapi()) {
      throw MetadataMembers.wrong(
          "token_endpoint_auth_method",
          "must be private_key_jwt or one of client certificates for " + FAPI);
    }
    if (!security.pushedRequests()) {
      throw MetadataMembers.wrong(PUSHED_REQUESTS, "cannot be false for " + FAPI);
    }
    boolean allowed =
        security.assertionAlgorithm().stream().allMatch(ClientSecurity.FAPI_ALGORITHMS::contains);
    if (!allowed) {
      throw MetadataMembers.wrong(ASSERTION_ALGORITHM, "must be PS256, ES256 or EdDSA for " + FAPI);
    }
  }

  /** The members, without those that say nothing. */
  static Map<String, Json> write(ClientSecurity security) {
    var members = new LinkedHashMap<String, Json>();
    security
        .keys()
        .ifPresent(keys -> {
          switch (keys) {
            case ClientKeys.Inline(var set) -> members.put(JWKS, set);
            case ClientKeys.At(var uri) -> members.put(JWKS_URI, new Json.Text(uri.toString()));
          }
        });
    security
        .certificate()
        .ifPresent(subject -> text(members, subject.kind().member(), subject.value()));
    security.assertionAlgorithm().ifPresent(alg -> text(members, ASSERTION_ALGORITHM, alg.word()));
    security.requestAlgorithm().ifPresent(alg -> text(members, REQUEST_ALGORITHM, alg.word()));
    flag(members, SIGNED_REQUESTS, security.signedRequests());
    flag(members, PUSHED_REQUESTS, security.pushedRequests());
    flag(members, DPOP_BOUND, security.dpopBound());
    flag(members, SELF_REGISTERED, security.selfRegistered());
    if (security.fapi()) {
      text(members, PROFILE, FAPI);
    }
    return members;
  }

  private static void text(Map<String, Json> members, String name, String value) {
    members.put(name, new Json.Text(value));
  }

  private static void flag(Map<String, Json> members, String name, boolean value) {
    if (value) {
      members.put(name, new Json.Flag(true));
    }
  }
}
