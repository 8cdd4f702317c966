package io.gatehouse.sts;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.HttpField;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.MountTable;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.RequestDraft;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser with its cookies, and the application that it comes from. */
public final class Visitor {
  public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final Pattern FLOW = Pattern.compile("name=\"flow\" value=\"([^\"]+)\"");

  public final Map<String, String> cookies = new LinkedHashMap<>();
  private final MountTable mounts;
  private String language = "";

  Visitor(MountTable mounts) {
    this.mounts = mounts;
  }

  public Visitor preferring(String acceptLanguage) {
    language = acceptLanguage;
    return this;
  }

  /** An authorization request that is right in everything. */
  public static Map<String, String> request(Clients.Registration client) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("response_type", "code");
    parameters.put("client_id", client.client().clientId());
    parameters.put("redirect_uri", RunningSts.CALLBACK);
    parameters.put("scope", "openid orders.read");
    parameters.put("state", "st & te");
    parameters.put("nonce", "n-0S6");
    parameters.put("code_challenge", Fingerprint.of(VERIFIER).value());
    parameters.put("code_challenge_method", "S256");
    return parameters;
  }

  public Reply get(String target) {
    return send(RequestDraft.get(target));
  }

  public Reply post(String path, Map<String, String> form) {
    return send(RequestDraft.form(path, encode(form)));
  }

  public Reply authorize(Map<String, String> parameters) {
    return get("/authorize?" + encode(parameters));
  }

  public Reply send(RequestDraft draft) {
    if (!cookies.isEmpty()) {
      draft.with(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    if (!language.isEmpty()) {
      draft.with("Accept-Language", language);
    }
    var reply = mounts.answer(draft.request());
    reply.fields().stream()
        .filter(field -> field.isNamed("Set-Cookie"))
        .map(HttpField::value)
        .forEach(this::keep);
    return reply;
  }

  private void keep(String cookie) {
    var pair = cookie.split(";", 2)[0].split("=", 2);
    if (cookie.contains("Max-Age=0")) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
    }
  }

  /** Follows redirects within the issuer. */
  public Reply follow(Reply reply) {
    var current = reply;
    while (current.status() == 303 && location(current).startsWith(RunningSts.ISSUER)) {
      current = get(location(current).substring(RunningSts.ISSUER.length()));
    }
    return current;
  }

  /** Comes to the login page and posts the form, unless there is a session. */
  public Reply signIn(Map<String, String> parameters, String username, String password) {
    var page = follow(authorize(parameters));
    return page.status() == 200 ? submit(page, username, password) : page;
  }

  public Reply submit(Reply page, String username, String password) {
    return follow(
        post("/login", Map.of("flow", flow(page), "username", username, "password", password)));
  }

  /** The code that a person gets who signs in. */
  public String code(Map<String, String> parameters, String username) {
    return code(signIn(parameters, username, username + "'s password"));
  }

  public static String code(Reply reply) {
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(303);
    assertThat(query(reply)).containsKey("code");
    return query(reply).getOrDefault("code", "");
  }

  /** The answer to a request that is not the browser's. */
  public Reply answered(RequestDraft draft) {
    return mounts.answer(draft.request());
  }

  /** A token request for a code by a public client. */
  public static Map<String, String> redemption(Clients.Registration client, String code) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", client.client().clientId());
    form.put("code", code);
    form.put("redirect_uri", RunningSts.CALLBACK);
    form.put("code_verifier", VERIFIER);
    return form;
  }

  public Reply token(Map<String, String> form) {
    return new Visitor(mounts).post("/token", form);
  }

  /** As a client that authenticates by HTTP Basic. */
  public Reply token(Clients.Registration client, Map<String, String> form) {
    return as(client, "/token", form);
  }

  /** Posts a form as a client that authenticates by HTTP Basic. */
  public Reply as(Clients.Registration client, String path, Map<String, String> form) {
    var sent = new LinkedHashMap<>(form);
    sent.remove("client_id");
    return new Visitor(mounts)
        .send(RequestDraft.form(path, encode(sent)).with("Authorization", basic(client)));
  }

  public static String basic(Clients.Registration client) {
    var pair = client.client().clientId() + ":" + client.secret().orElseThrow().exposeText();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  public Reply userinfo(String accessToken) {
    return new Visitor(mounts)
        .send(RequestDraft.get("/userinfo").with("Authorization", "Bearer " + accessToken));
  }

  public static String flow(Reply page) {
    var flow = FLOW.matcher(page.body().text());
    assertThat(flow.find()).as(page.status() + " " + page.body().text()).isTrue();
    return flow.group(1);
  }

  public static String location(Reply reply) {
    return reply.header("Location").value().orElseThrow();
  }

  /** The parameters of a redirect. */
  public static Map<String, String> query(Reply reply) {
    var parameters = new LinkedHashMap<String, String>();
    for (String pair : URI.create(location(reply)).getRawQuery().split("&", -1)) {
      var parts = pair.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  public static Json.Members json(Reply reply) {
    return (Json.Members) Json.parse(reply.body().bytes());
  }

  public static String text(Reply reply, String member) {
    return json(reply)
        .text(member)
        .orElseThrow(() -> new AssertionError(reply.status() + " " + reply.body().text()));
  }

  public static String error(Reply reply) {
    return text(reply, "error");
  }

  /** The payload of a token, unverified. */
  public static Json.Members payload(String token) {
    var payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    return (Json.Members) Json.parse(payload);
  }

  public static Json.Members header(String token) {
    return (Json.Members) Json.parse(Base64.getUrlDecoder().decode(token.split("\\.", -1)[0]));
  }

  public static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  public static Map<String, String> with(Map<String, String> form, String name, String value) {
    var changed = new LinkedHashMap<>(form);
    changed.put(name, value);
    return changed;
  }

  public static Map<String, String> without(Map<String, String> form, String name) {
    var changed = new LinkedHashMap<>(form);
    changed.remove(name);
    return changed;
  }

  public static void refused(Reply reply, String error) {
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(400);
    assertThat(error(reply)).isEqualTo(error);
  }

  /** The server's nonce for proofs of possession (RFC 9449 §8). */
  public static String nonce(Reply reply) {
    return reply.header("DPoP-Nonce").value().orElseThrow();
  }

  /** A form with these proofs of possession. */
  public static RequestDraft proving(String path, Map<String, String> form, String... proofs) {
    var draft = RequestDraft.form(path, encode(form));
    for (String proof : proofs) {
      draft.with("DPoP", proof);
    }
    return draft;
  }
}
