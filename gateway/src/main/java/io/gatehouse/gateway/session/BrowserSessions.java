package io.gatehouse.gateway.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.gateway.session.BrowserSession.SignedIn;
import io.gatehouse.identity.Secret;
import io.gatehouse.tokens.jwt.Base64Url;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The browsers that are signed in here, by the SHA-256 of their cookie. They live in this process:
 * after a restart a browser is sent to its issuer once more, which usually asks nothing.
 */
public final class BrowserSessions {
  public static final String COOKIE = "__Host-gh";

  private static final int COOKIE_BYTES = 32;
  private static final int ID_BYTES = 9;

  /** Longer than a login may be under way when its issuer says that the person signed out. */
  private static final Duration REMEMBERED = Duration.ofMinutes(15);

  private static final long MOST_ENDED = 100_000;

  private final Map<String, BrowserSession> sessions = new ConcurrentHashMap<>();
  private final Cache<String, Boolean> ended;
  private final Room room;
  private final InstantSource clock;
  private final SecureRandom random;

  /**
   * How many there may be.
   *
   * @param each for one person
   * @param all together
   */
  public record Room(int each, int all) {
    public static final Room USUAL = new Room(20, 100_000);
  }

  public BrowserSessions(Room room, InstantSource clock, LongSupplier nanos, SecureRandom random) {
    this.room = room;
    this.clock = clock;
    this.random = random;
    this.ended =
        Caffeine.newBuilder()
            .maximumSize(MOST_ENDED)
            .expireAfterWrite(REMEMBERED)
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** The session of a cookie, now used; empty when it is unknown, ended or too old. */
  public Optional<BrowserSession> find(Secret cookie) {
    var key = hash(cookie);
    var now = clock.instant();
    var found = Optional.ofNullable(sessions.get(key));
    if (found.isPresent() && found.get().isOver(now)) {
      sessions.remove(key);
      return Optional.empty();
    }
    found.ifPresent(session -> session.used(now));
    return found;
  }

  /** A session that opens nothing yet: for judging who it would stand for. */
  public BrowserSession draft(SignedIn signedIn) {
    return new BrowserSession(text(ID_BYTES), signedIn, clock.instant());
  }

  /**
   * Opens a session and answers its cookie, always a new one; empty when the issuer has said
   * meanwhile that this sign-in is over. Where there is no room, the one unused the longest ends.
   */
  public synchronized Optional<Secret> open(BrowserSession session) {
    var claims = session.signedIn().idToken().claims();
    var issuers = claims.session().map(sid -> mark(session.signedIn().login(), sid));
    if (issuers.filter(mark -> ended.getIfPresent(mark) != null).isPresent()) {
      return Optional.empty();
    }
    var subject = claims.subject().orElse("");
    makeRoom(room.each(), each -> each.signedIn().isOf(session.signedIn().login(), subject));
    makeRoom(room.all(), each -> true);
    var cookie = text(COOKIE_BYTES);
    sessions.put(hash(Secret.ofText(cookie)), session);
    return Optional.of(Secret.ofText(cookie));
  }

  private void makeRoom(int most, Predicate<BrowserSession> which) {
    if (sessions.size() < most) {
      return;
    }
    dropOver();
    var counted =
        sessions.entrySet().stream()
            .filter(entry -> which.test(entry.getValue()))
            .sorted(Comparator.comparing(entry -> entry.getValue().lastUsed()))
            .toList();
    for (var entry : counted.subList(0, Math.max(0, counted.size() - most + 1))) {
      sessions.remove(entry.getKey());
    }
  }

  /** Forgets what is too old; called now and then. */
  public void dropOver() {
    Instant now = clock.instant();
    sessions.values().removeIf(session -> session.isOver(now));
  }

  public void end(Secret cookie) {
    sessions.remove(hash(cookie));
  }

  /** Ends what came from one session at the issuer, also what is about to be opened from it. */
  public synchronized void endSession(String login, String issuersSession) {
    ended.put(mark(login, issuersSession), true);
    sessions
        .values()
        .removeIf(session ->
            session.signedIn().login().equals(login)
                && session
                    .signedIn()
                    .idToken()
                    .claims()
                    .session()
                    .equals(Optional.of(issuersSession)));
  }

  /** Ends every session of one person of an issuer. */
  public synchronized void endSubject(String login, String subject) {
    sessions.values().removeIf(session -> session.signedIn().isOf(login, subject));
  }

  public int size() {
    return sessions.size();
  }

  private static String mark(String login, String issuersSession) {
    return String.join(" ", List.of(login, issuersSession));
  }

  private String text(int bytes) {
    var fresh = new byte[bytes];
    random.nextBytes(fresh);
    return Base64Url.encode(fresh);
  }

  private static String hash(Secret cookie) {
    try {
      return Base64Url.encode(MessageDigest.getInstance("SHA-256").digest(cookie.expose()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
