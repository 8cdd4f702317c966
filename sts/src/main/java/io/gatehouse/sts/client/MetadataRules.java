package io.gatehouse.sts.client;

import static io.gatehouse.sts.client.MetadataMembers.wrong;

import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Scopes;
import io.gatehouse.sts.client.MetadataMembers.Wrong;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.RedirectUri;
import io.gatehouse.sts.oauth.ScopeCatalog;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rules that a client's metadata must meet (RFC 7591 §2, RFC 9700). */
final class MetadataRules {
  static final Set<String> KNOWN =
      with(
          SecurityRules.MEMBERS,
          List.of(
              "client_name",
              "redirect_uris",
              "grant_types",
              "response_types",
              "scope",
              "token_endpoint_auth_method",
              "require_pkce",
              "id_token_signed_response_alg",
              "post_logout_redirect_uris",
              "backchannel_logout_uri",
              "backchannel_logout_session_required",
              "first_party",
              "resources",
              "tls_client_certificate_bound_access_tokens",
              "owner"));
  private static final int LONGEST_NAME = 200;
  private static final int MOST_URIS = 50;

  static final Set<String> KNOWN_STORED = with(SecurityRules.STORED, KNOWN);

  private final ScopeCatalog scopes;

  MetadataRules(ScopeCatalog scopes) {
    this.scopes = scopes;
  }

  private static Set<String> with(Set<String> some, Collection<String> more) {
    var all = new TreeSet<>(some);
    all.addAll(more);
    return Collections.unmodifiableSet(all);
  }

  MetadataReading judge(MetadataMembers members) {
    return judge(members, true);
  }

  /** The same for what was accepted once: only scopes that have gone meanwhile are left out. */
  MetadataReading judgeStored(MetadataMembers members) {
    return judge(members, false);
  }

  private MetadataReading judge(MetadataMembers members, boolean everyScopeIsKnown) {
    try {
      members.requireOnly(everyScopeIsKnown ? KNOWN : KNOWN_STORED);
      var method = method(members);
      var grants = grants(members);
      var redirects = uris(members, "redirect_uris");
      requireConsistent(method, grants, redirects);
      var security = SecurityRules.read(members);
      SecurityRules.requireConsistent(security, method);
      boolean certificateBound =
          // RFC 8705 §3.4.
          members.flag("tls_client_certificate_bound_access_tokens").orElse(false);
      SecurityRules.requireBound(security, certificateBound);
      return new MetadataReading.Read(
          new ClientMetadata(
              name(members),
              redirects,
              grants,
              responseTypes(members, grants),
              scopes(members, everyScopeIsKnown),
              method,
              requirePkce(members, method) || security.fapi(),
              algorithm(members, security),
              uris(members, "post_logout_redirect_uris"),
              logoutCall(members),
              certificateBound,
              members.flag("first_party").orElse(false),
              resources(members),
              security,
              owner(members)));
    } catch (Wrong wrong) {
      return wrong.refused();
    }
  }

  private static String name(MetadataMembers members) {
    var name = members.text("client_name").orElse("");
    if (name.length() > LONGEST_NAME || name.codePoints().anyMatch(Character::isISOControl)) {
      throw wrong("client_name", "must be at most 200 characters without control characters");
    }
    return name;
  }

  private static AuthenticationMethod method(MetadataMembers members) {
    // RFC 7591 §2: left out means client_secret_basic.
    return members
        .text("token_endpoint_auth_method")
        .map(word ->
            AuthenticationMethod.named(word)
                .orElseThrow(() -> wrong("token_endpoint_auth_method", "is not offered")))
        .orElse(AuthenticationMethod.CLIENT_SECRET_BASIC);
  }

  private static Set<GrantType> grants(MetadataMembers members) {
    return members.texts("grant_types").orElse(List.of("authorization_code")).stream()
        .map(word ->
            GrantType.named(word)
                .orElseThrow(() -> wrong("grant_types", "names a grant that is not offered")))
        .collect(Collectors.toSet());
  }

  private static Set<String> responseTypes(MetadataMembers members, Set<GrantType> grants) {
    boolean code = grants.contains(GrantType.AUTHORIZATION_CODE);
    var types =
        Set.copyOf(
            new HashSet<>(
                members.texts("response_types").orElse(code ? List.of("code") : List.of())));
    // RFC 9700 §2.1.2: no token ever travels through the browser's address bar.
    if (!types.equals(code ? Set.of("code") : Set.of())) {
      throw wrong("response_types", "must be [\"code\"] with authorization_code, else empty");
    }
    return types;
  }

  private static void requireConsistent(
      AuthenticationMethod method, Set<GrantType> grants, List<RedirectUri> redirects) {
    boolean code = grants.contains(GrantType.AUTHORIZATION_CODE);
    if (code == redirects.isEmpty()) {
      throw new Wrong(
          "invalid_redirect_uri",
          "There must be redirect_uris with the grant authorization_code, and none without it.");
    }
    if (method == AuthenticationMethod.NONE && grants.contains(GrantType.CLIENT_CREDENTIALS)) {
      throw wrong("grant_types", "cannot be client_credentials for a client without a secret");
    }
    if (grants.equals(Set.of(GrantType.REFRESH_TOKEN)) || grants.isEmpty()) {
      throw wrong("grant_types", "must name a grant that gives a first token");
    }
  }

  private static List<RedirectUri> uris(MetadataMembers members, String name) {
    var texts = members.texts(name).orElse(List.of());
    if (texts.size() > MOST_URIS || Set.copyOf(new HashSet<>(texts)).size() != texts.size()) {
      throw new Wrong("invalid_redirect_uri", name + " must be at most 50 different addresses.");
    }
    return texts.stream()
        .map(text ->
            RedirectUri.parse(text)
                .orElseThrow(() ->
                    new Wrong(
                        "invalid_redirect_uri",
                        name
                            + " must be https, http on the loopback, or a private-use"
                            + " scheme with a dot; without fragment, user and parameters"
                            + " of OAuth answers.")))
        .toList();
  }

  /** OpenID Connect Back-Channel Logout §2.2; in the clear a token could be caught and held. */
  private static Optional<LogoutCall> logoutCall(MetadataMembers members) {
    boolean sessionRequired = members.flag("backchannel_logout_session_required").orElse(false);
    return members
        .text("backchannel_logout_uri")
        .map(text ->
            RedirectUri.parse(text)
                .filter(uri -> uri.value().startsWith("https://"))
                .map(uri -> new LogoutCall(URI.create(uri.value()), sessionRequired))
                .orElseThrow(() ->
                    wrong("backchannel_logout_uri", "must be an https URL without fragment")));
  }

  private Set<String> scopes(MetadataMembers members, boolean everyScopeIsKnown) {
    var text = members.text("scope").orElse("");
    if (text.isEmpty()) {
      return Set.of();
    }
    var named = Scopes.parse(text).orElseThrow(() -> wrong("scope", "is not a scope list"));
    if (everyScopeIsKnown && !scopes.all().containsAll(named)) {
      throw wrong("scope", "names a scope that does not exist here");
    }
    return named.stream().filter(scopes::knows).collect(Collectors.toSet());
  }

  private static boolean requirePkce(MetadataMembers members, AuthenticationMethod method) {
    boolean required = members.flag("require_pkce").orElse(true);
    if (!required && method == AuthenticationMethod.NONE) {
      throw wrong("require_pkce", "cannot be false for a client without a secret");
    }
    return required;
  }

  private static IdTokenAlgorithm algorithm(MetadataMembers members, ClientSecurity security) {
    // FAPI 2.0 Security Profile §5.4.1 leaves RS256 out.
    var usual = security.fapi() ? "ES256" : "RS256";
    var word = members.text("id_token_signed_response_alg").orElse(usual);
    if (security.fapi() && word.equals("RS256")) {
      throw wrong("id_token_signed_response_alg", "must be ES256, PS256 or EdDSA for fapi-2.0");
    }
    return IdTokenAlgorithm.named(word)
        .orElseThrow(
            () -> wrong("id_token_signed_response_alg", "must be RS256, ES256, PS256 or EdDSA"));
  }

  private static Set<String> resources(MetadataMembers members) {
    var uris = members.texts("resources").orElse(List.of());
    if (uris.size() > MOST_URIS || !uris.stream().allMatch(uri -> uri.matches("[!-~]{1,512}"))) {
      throw wrong("resources", "must be at most 50 uris of resources");
    }
    return Set.copyOf(new HashSet<>(uris));
  }

  private static Optional<EntryUuid> owner(MetadataMembers members) {
    return members
        .text("owner")
        .map(text ->
            EntryUuid.parse(text)
                .orElseThrow(() -> wrong("owner", "must be the entryUUID of a person")));
  }
}
