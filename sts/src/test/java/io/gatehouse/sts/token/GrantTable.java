package io.gatehouse.sts.token;

import io.gatehouse.sts.ClientKey;
import io.gatehouse.sts.HeldCertificates;
import io.gatehouse.sts.PartnerIssuer;
import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.sts.client.AuthenticationMethod;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.client.MetadataReading;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.RequestDraft;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Drives each line of the table with a client of its own. */
final class GrantTable {
  private static final ClientKey KEY = ClientKey.of(JwsAlgorithm.ES256);
  private static final ClientKey FALSE_KEY = ClientKey.of(JwsAlgorithm.ES256);
  private static final X509Certificate CERTIFICATE = HeldCertificates.named();
  private static final X509Certificate FALSE_CERTIFICATE = HeldCertificates.one();
  private static final Set<GrantType> NEED_A_PROOF =
      EnumSet.of(
          GrantType.CLIENT_CREDENTIALS,
          GrantType.TOKEN_EXCHANGE,
          GrantType.JWT_BEARER,
          GrantType.SAML_BEARER);

  private final RunningSts sts;
  private final Map<Line, Clients.Registration> clients = new HashMap<>();
  private Visitor browser;
  private String subject = "";
  private int count;

  GrantTable(RunningSts sts) {
    this.sts = sts;
    this.browser = sts.visitor();
  }

  enum Binding {
    NONE,
    DPOP,
    CERTIFICATE
  }

  record Line(GrantType grant, AuthenticationMethod method, Binding binding) {
    boolean isAllowed() {
      return method != AuthenticationMethod.NONE || !NEED_A_PROOF.contains(grant);
    }
  }

  static Stream<Line> lines() {
    return Arrays.stream(GrantType.values())
        .flatMap(grant ->
            Arrays.stream(AuthenticationMethod.values())
                .flatMap(method ->
                    Arrays.stream(Binding.values())
                        .map(binding -> new Line(grant, method, binding))));
  }

  /** Registers the clients and names them in the issuer's tables. */
  void open() {
    sts.certificateTrust.trusted.addAll(Set.of(CERTIFICATE, FALSE_CERTIFICATE));
    lines()
        .forEach(line ->
            registered(line, Set.of(line.grant)).ifPresent(made -> clients.put(line, made)));
    browser =
        sts.visitorWhenTrusting(
            clients.values().stream()
                .map(made -> made.client().clientId())
                .collect(Collectors.toSet()));
    var code = browser.code(Visitor.request(sts.web), "alice");
    subject = Visitor.text(browser.token(Visitor.redemption(sts.web, code)), "access_token");
  }

  private Optional<Clients.Registration> registered(Line line, Set<GrantType> grants) {
    var json = metadata(line, grants);
    return sts.issuer.clients.read(json.getBytes(StandardCharsets.UTF_8))
            instanceof MetadataReading.Read
        ? Optional.of(sts.register(json))
        : Optional.empty();
  }

  private static String metadata(Line line, Set<GrantType> grants) {
    var all = EnumSet.copyOf(grants);
    if (all.contains(GrantType.REFRESH_TOKEN)) {
      all.add(GrantType.AUTHORIZATION_CODE);
    }
    boolean code = all.contains(GrantType.AUTHORIZATION_CODE);
    var words =
        all.stream().map(grant -> '"' + grant.word() + '"').collect(Collectors.joining(", "));
    var more =
        switch (line.method) {
          case TLS_CLIENT_AUTH -> ", \"tls_client_auth_san_dns\": \"client.example.com\"";
          case PRIVATE_KEY_JWT -> ", \"jwks\": " + KEY.set();
          case SELF_SIGNED_TLS_CLIENT_AUTH -> ", " + CertificateClientsTest.jwks(CERTIFICATE);
          case NONE, CLIENT_SECRET_BASIC, CLIENT_SECRET_POST -> "";
        };
    return """
    {"client_name": "Line", "first_party": true, "grant_types": [%s], "redirect_uris": [%s],
     "scope": "openid offline_access orders.read", "token_endpoint_auth_method": "%s",
     "resources": ["https://api.example.com"], "dpop_bound_access_tokens": %s,
     "tls_client_certificate_bound_access_tokens": %s %s}
    """
        .formatted(
            words,
            code ? "\"https://app.example.com/cb\"" : "",
            line.method.word(),
            line.binding == Binding.DPOP,
            line.binding == Binding.CERTIFICATE,
            more);
  }

  /** Why a line that is not allowed gives nothing. */
  String refusal(Line line) {
    return clients.containsKey(line) ? Visitor.error(proven(line)) : "not registered";
  }

  private Clients.Registration client(Line line) {
    return Optional.ofNullable(clients.get(line)).orElseThrow();
  }

  Reply proven(Line line) {
    var client = client(line);
    return send(new Sending(line, client, true, true), form(line, client));
  }

  Reply falselyProven(Line line) {
    var client = client(line);
    return send(
        new Sending(line, client, false, true),
        Map.of("grant_type", line.grant.word(), "code", "x"));
  }

  Reply withoutKey(Line line) {
    var client = client(line);
    return send(
        new Sending(line, client, true, false),
        Map.of("grant_type", line.grant.word(), "code", "x"));
  }

  /** The answer to a client that registered for everything but this grant. */
  String unregistered(Line line) {
    var other =
        line.grant == GrantType.AUTHORIZATION_CODE || line.grant == GrantType.REFRESH_TOKEN
            ? GrantType.DEVICE_CODE
            : GrantType.AUTHORIZATION_CODE;
    var client = registered(line, Set.of(other)).orElseThrow();
    return Visitor.error(
        send(new Sending(line, client, true, true), Map.of("grant_type", line.grant.word())));
  }

  Json.Members metadata() {
    return Visitor.json(browser.get("/.well-known/openid-configuration"));
  }

  /** A request on its way: with a right or a false proof of the client, with its key or without. */
  private record Sending(Line line, Clients.Registration client, boolean right, boolean withKey) {}

  private Map<String, String> form(Line line, Clients.Registration client) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", line.grant.word());
    switch (line.grant) {
      case AUTHORIZATION_CODE -> form.putAll(code(client, "openid orders.read"));
      case REFRESH_TOKEN -> form.put("refresh_token", refreshToken(line, client));
      case CLIENT_CREDENTIALS -> {}
      case DEVICE_CODE -> form.put("device_code", deviceCode(line, client));
      case TOKEN_EXCHANGE -> {
        form.put("subject_token", subject);
        form.put("subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
        form.put("audience", "orders-api");
      }
      case JWT_BEARER ->
          form.put("assertion", sts.partnerIssuer.sign(PartnerIssuer.claims(now(), "j" + count++)));
      case SAML_BEARER ->
          form.put(
              "assertion",
              sts.partnerIssuer.sign(
                  PartnerIssuer.assertion(now(), "_s" + count++, sts.alice.id().value())));
    }
    return form;
  }

  private Instant now() {
    return sts.clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private Map<String, String> code(Clients.Registration client, String scope) {
    var code = browser.code(Visitor.with(Visitor.request(client), "scope", scope), "alice");
    return Visitor.without(Visitor.redemption(client, code), "client_id");
  }

  private String refreshToken(Line line, Clients.Registration client) {
    var first = send(new Sending(line, client, true, true), code(client, "openid offline_access"));
    return Visitor.text(first, "refresh_token");
  }

  private String deviceCode(Line line, Clients.Registration client) {
    var asked =
        send(
            "/device_authorization",
            new Sending(line, client, true, false),
            Map.of("scope", "openid"));
    var code = Map.of("user_code", Visitor.text(asked, "user_code"));
    var page = browser.follow(browser.post("/device", code));
    var confirm =
        page.body().text().contains("name=\"password\"")
            ? browser.submit(page, "alice", "alice's password")
            : page;
    browser.post("/device", Map.of("flow", Visitor.flow(confirm), "decision", "allow"));
    return Visitor.text(asked, "device_code");
  }

  private Reply send(Sending sending, Map<String, String> form) {
    return send("/token", sending, form);
  }

  private Reply send(String path, Sending sending, Map<String, String> form) {
    var sent = new LinkedHashMap<>(form);
    var fields = prove(sending, sent);
    var draft = RequestDraft.form(path, Visitor.encode(sent)).named("line" + count++);
    fields.forEach(draft::with);
    if (sending.line.binding == Binding.DPOP && sending.withKey) {
      draft.with("DPoP", proof(path));
    }
    certificate(path, sending).ifPresent(draft::presenting);
    return browser.answered(draft);
  }

  /** What the client says of itself in the form; what it says in fields is the answer. */
  private Map<String, String> prove(Sending sending, Map<String, String> form) {
    var id = sending.client.client().clientId();
    switch (sending.line.method) {
      case NONE -> form.put("client_id", sending.right ? id : "unknown");
      case TLS_CLIENT_AUTH, SELF_SIGNED_TLS_CLIENT_AUTH -> form.put("client_id", id);
      case CLIENT_SECRET_POST -> {
        form.put("client_id", id);
        form.put(
            "client_secret",
            sending.right ? sending.client.secret().orElseThrow().exposeText() : "wrong");
      }
      case PRIVATE_KEY_JWT -> {
        var claims = ClientKey.assertion(id, sts.clock.instant(), "line" + count++);
        form.put("client_assertion", (sending.right ? KEY : FALSE_KEY).sign("JWT", claims));
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
      }
      case CLIENT_SECRET_BASIC -> {
        return Map.of(
            "Authorization",
            sending.right ? Visitor.basic(sending.client) : "Basic " + basic(id + ":wrong"));
      }
    }
    return Map.of();
  }

  private static String basic(String pair) {
    return java.util.Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<X509Certificate> certificate(String path, Sending sending) {
    boolean bound =
        sending.line.binding == Binding.CERTIFICATE && sending.withKey && path.equals("/token");
    boolean withoutKey =
        sending.line.binding == Binding.CERTIFICATE && !sending.withKey && path.equals("/token");
    boolean proves = sending.line.method.usesCertificate() && !withoutKey;
    if (!bound && !proves) {
      return Optional.empty();
    }
    return Optional.of(sending.right ? CERTIFICATE : FALSE_CERTIFICATE);
  }

  private String proof(String path) {
    var target = RunningSts.ISSUER + path;
    var first = KEY.proof(KEY.proofClaims("POST", target, sts.clock.instant()));
    var asked =
        browser.answered(
            RequestDraft.form(path, "client_id=x").with("DPoP", first).named("n" + count++));
    var claims = KEY.proofClaims("POST", target, sts.clock.instant());
    claims.put("nonce", new Json.Text(Visitor.nonce(asked)));
    return KEY.proof(claims);
  }
}
