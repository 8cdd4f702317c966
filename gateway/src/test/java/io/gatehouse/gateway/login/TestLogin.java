package io.gatehouse.gateway.login;

import io.gatehouse.gateway.WrittenRequest;
import io.gatehouse.gateway.authenticate.ClientOwners;
import io.gatehouse.gateway.authenticate.MatchedOwners;
import io.gatehouse.gateway.authenticate.SessionAuthenticator;
import io.gatehouse.gateway.authenticate.TokenHolders;
import io.gatehouse.gateway.authenticate.TrustedIssuer;
import io.gatehouse.gateway.route.Invitation;
import io.gatehouse.gateway.session.BrowserSession.Lives;
import io.gatehouse.gateway.session.BrowserSessions;
import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.LedgerEvent;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.ReplayGuard;
import io.gatehouse.identity.Revocations;
import io.gatehouse.identity.Secret;
import io.gatehouse.identity.Waiting;
import io.gatehouse.testkit.KnownOwners;
import io.gatehouse.testkit.StoppedClock;
import io.gatehouse.tokens.jwt.RemoteIssuer;
import io.gatehouse.web.endpoint.MountTable;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.RequestDraft;
import io.gatehouse.web.path.Authority;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** One way to sign in, with its issuer, and a browser that keeps cookies. */
final class TestLogin {
  static final String BOB = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

  final StoppedClock clock = StoppedClock.at("2026-01-01T12:00:00Z");
  final KnownOwners owners = new KnownOwners();
  final Set<LedgerSubject> revoked = new HashSet<>();
  final FakeIssuer issuer = new FakeIssuer(clock);
  final BrowserSessions sessions;
  final MountTable mounts;
  final SessionAuthenticator people;
  private final Invitation invitation;
  private final Map<String, String> cookies = new HashMap<>();

  TestLogin() {
    this(new BrowserSessions.Room(3, 5));
  }

  TestLogin(BrowserSessions.Room room) {
    owners.add(BOB, "bob", "orders-read");
    var random = new SecureRandom();
    sessions = new BrowserSessions(room, clock, clock::nanos, random);
    Set<String> claimed = new HashSet<>();
    ReplayGuard replays =
        claim ->
            claimed.add(claim.namespace() + " " + claim.id())
                ? ReplayGuard.Outcome.FIRST
                : ReplayGuard.Outcome.REPLAYED;
    var logins = new Logins(new Logins.Surroundings(sessions, replays, clock, random));
    var ours = TrustedIssuer.ours(FakeIssuer.NAME, issuer.keys(), false);
    people = new SessionAuthenticator("sso", ours, holders(), sessions);
    invitation = logins.offer(terms("sso", people));
    var _ = logins.offer(terms("other", people));
    mounts = logins.mounts();
  }

  private LoginTerms terms(String name, SessionAuthenticator people) {
    return new LoginTerms(
        name,
        new DiscoveredIssuer(RemoteIssuer.written(FakeIssuer.NAME), issuer, clock::nanos),
        "gateway",
        new ClientProof.BySecret(Secret.ofText("s3cret")),
        Set.of("orders.read"),
        issuer.keys(),
        people,
        new Lives(Duration.ofHours(1), Duration.ofHours(8)));
  }

  private TokenHolders holders() {
    return new TokenHolders(
        owners,
        new MatchedOwners(owners, clock::nanos),
        (id, waiting) -> new ClientOwners.Ownerless(),
        new Revocations() {
          @Override
          public boolean isRevoked(LedgerSubject subject) {
            return revoked.contains(subject);
          }

          @Override
          public void subscribe(Consumer<LedgerEvent> listener) {}
        });
  }

  /** Asks for a page without a session; the browser keeps what it is given. */
  Map<String, String> begin(String target) {
    var reply = kept(invitation.to(new WrittenRequest("GET", target, cookieFields())));
    var query = URI.create(reply.header("Location").value().orElseThrow()).getRawQuery();
    issuer.asked = new HashMap<>();
    for (var pair : query.split("&", -1)) {
      var parts = pair.split("=", 2);
      issuer.asked.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return issuer.asked;
  }

  /** The address that a good issuer sends the browser back to. */
  String good() {
    return returning(
        "state", issuer.asked.getOrDefault("state", ""), "code", "c0de", "iss", FakeIssuer.NAME);
  }

  static String returning(String... query) {
    var text = new ArrayList<String>();
    for (int i = 0; i < query.length; i += 2) {
      text.add(query[i] + "=" + FormBody.encode(query[i + 1]));
    }
    return "/.gatehouse/login/sso?" + String.join("&", text);
  }

  Reply comeBack(String target) {
    return comeBackTo("h.test", target);
  }

  Reply comeBackTo(String host, String target) {
    return kept(answer(draft(RequestDraft.get(target)).at(Authority.of(host, true))));
  }

  /** Signs in from begin to end. */
  Reply signIn() {
    var _ = begin("/orders/1?a=b");
    return comeBack(good());
  }

  RequestDraft draft(RequestDraft bare) {
    var draft = bare.at(Authority.of("h.test", true));
    for (var field : cookieFields()) {
      draft = draft.with(field.name(), field.value());
    }
    return draft;
  }

  Reply answer(RequestDraft draft) {
    return mounts.answer(draft.request());
  }

  private Reply kept(Reply reply) {
    for (var field : reply.fields()) {
      if (field.isNamed("Set-Cookie")) {
        var pair = field.value().split(";", 2)[0].split("=", 2);
        cookies.put(pair[0], pair[1]);
        if (pair[1].isEmpty()) {
          cookies.remove(pair[0]);
        }
      }
    }
    return reply;
  }

  private List<HttpField> cookieFields() {
    var text = new ArrayList<String>();
    cookies.forEach((name, value) -> text.add(name + "=" + value));
    return text.isEmpty() ? List.of() : List.of(new HttpField("Cookie", String.join("; ", text)));
  }

  Map<String, String> cookies() {
    return cookies;
  }

  /** Who a GET with the browser's session is. */
  Attempt who() {
    return who(cookies.getOrDefault(BrowserSessions.COOKIE, "none"));
  }

  /** The status of a POST with these words of the browser; empty ones are left out. */
  int post(String origin, String site) {
    var fields = new ArrayList<HttpField>();
    if (!origin.isEmpty()) {
      fields.add(new HttpField("Origin", origin));
    }
    if (!site.isEmpty()) {
      fields.add(new HttpField("Sec-Fetch-Site", site));
    }
    var cookie = Secret.ofText(cookies.getOrDefault(BrowserSessions.COOKIE, "none"));
    return switch (people.authenticate(
        new Credential.Session(cookie),
        new WrittenRequest("POST", "/orders", fields),
        Waiting.ALLOWED)) {
      case Attempt.Verified verified -> 200;
      case Attempt.Refused(var problem) -> problem.kind().status();
      case Attempt.Park park -> 503;
    };
  }

  Attempt who(String cookie) {
    return people.authenticate(
        new Credential.Session(Secret.ofText(cookie)),
        new WrittenRequest("GET", "/orders/1", List.of()),
        Waiting.ALLOWED);
  }
}
