package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Signs a person in with curl and a cookie jar, the way a browser would: code and PKCE. */
final class SignIn {
  private static final Pattern FORM =
      Pattern.compile("<form[^>]*\\baction=\"([^\"]*)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
  private static final Pattern INPUT = Pattern.compile("<input\\b[^>]*>");
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private final RunningDemo demo;
  private final Path jar;

  SignIn(RunningDemo demo, Path jar) {
    this.demo = demo;
    this.jar = jar;
  }

  /** The token endpoint's answer for this person. */
  JsonNode tokens(String username, String scope) {
    var code = code(username, demo.person(username).get("password").stringValue(), scope);
    return redeem(code).json();
  }

  Curl redeem(String code) {
    return token(
        Map.of(
            "grant_type",
            "authorization_code",
            "code",
            code,
            "redirect_uri",
            redirectUri(),
            "client_id",
            clientId(),
            "code_verifier",
            VERIFIER));
  }

  Curl refresh(String refreshToken) {
    return token(
        Map.of(
            "grant_type", "refresh_token", "refresh_token", refreshToken, "client_id", clientId()));
  }

  Curl token(Map<String, String> form) {
    return Curl.call(demo, metadata("token_endpoint"), "--data", encode(form));
  }

  String code(String username, String password, String scope) {
    var page = follow(authorizeUrl(scope));
    var answer = page.status() == 200 ? submit(page, username, password) : page;
    var location = answer.field("location").orElseThrow(() -> unexpected(answer));
    return Optional.ofNullable(query(location).get("code")).orElseThrow(() -> unexpected(answer));
  }

  /** Posts the login form that this page shows; the answer is not followed. */
  Curl submit(Curl page, String username, String password) {
    var form = FORM.matcher(page.body());
    if (!form.find()) {
      throw unexpected(page);
    }
    var fields = hidden(form.group(2));
    fields.put("username", username);
    fields.put("password", password);
    var action = URI.create(demo.issuer()).resolve(unescape(form.group(1))).toString();
    return untilRedirectToClient(browse(action, "--data", encode(fields)));
  }

  String authorizeUrl(String scope) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("response_type", "code");
    parameters.put("client_id", clientId());
    parameters.put("redirect_uri", redirectUri());
    parameters.put("scope", scope);
    parameters.put("state", "af0ifjsldkj");
    parameters.put("nonce", "n-0S6_WzA2Mj");
    parameters.put("code_challenge", challenge());
    parameters.put("code_challenge_method", "S256");
    return metadata("authorization_endpoint") + "?" + encode(parameters);
  }

  Curl follow(String url) {
    return untilRedirectToClient(browse(url));
  }

  private Curl untilRedirectToClient(Curl first) {
    var answer = first;
    for (var hops = 0; hops < 8 && answer.field("location").isPresent(); hops++) {
      var next = URI.create(demo.issuer()).resolve(answer.field("location").orElseThrow());
      if (!next.toString().startsWith(demo.issuer())) {
        return answer;
      }
      answer = browse(next.toString());
    }
    return answer;
  }

  Curl browse(String url, String... more) {
    var arguments = new ArrayList<>(List.of(url, "-b", jar.toString(), "-c", jar.toString()));
    arguments.addAll(List.of(more));
    return Curl.call(demo, arguments.toArray(String[]::new));
  }

  String metadata(String name) {
    return Curl.call(demo, demo.issuer() + "/.well-known/openid-configuration")
        .json()
        .get(name)
        .stringValue();
  }

  String clientId() {
    return demo.json().at("/clients/web/client_id").stringValue();
  }

  String redirectUri() {
    return demo.json().at("/clients/web/redirect_uri").stringValue();
  }

  /** The cookies as a browser would send them. */
  String cookies() {
    try {
      return Files.readAllLines(jar).stream()
          .map(line -> line.split("\t", -1))
          .filter(columns -> columns.length == 7)
          .map(columns -> columns[5] + "=" + columns[6])
          .collect(Collectors.joining("; "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void forget() {
    try {
      Files.deleteIfExists(jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> hidden(String form) {
    var fields = new LinkedHashMap<String, String>();
    INPUT
        .matcher(form)
        .results()
        .map(result -> result.group())
        .filter(input -> "hidden".equals(attribute(input, "type")))
        .forEach(input -> fields.put(attribute(input, "name"), attribute(input, "value")));
    return fields;
  }

  private static String attribute(String tag, String name) {
    Matcher matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
    return matcher.find() ? unescape(matcher.group(1)) : "";
  }

  private static String unescape(String html) {
    return html.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&");
  }

  static Map<String, String> query(String location) {
    return List.of(URI.create(location).getRawQuery().split("&", -1)).stream()
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(p -> p[0], p -> URLDecoder.decode(p[1], UTF_8)));
  }

  private static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String challenge() {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AssertionError unexpected(Curl answer) {
    return new AssertionError("unexpected answer " + answer.status() + "\n" + answer.body());
  }
}
