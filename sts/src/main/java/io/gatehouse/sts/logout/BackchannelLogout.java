package io.gatehouse.sts.logout;

import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.keys.SigningKeys;
import io.gatehouse.sts.logout.LogoutOutbox.Notice;
import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwtSigner;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the clients of a session that it has ended, however it ended (OpenID Connect Back-Channel
 * Logout 1.0). What cannot be delivered is tried again, across restarts.
 */
public final class BackchannelLogout {
  private static final Logger LOG = LoggerFactory.getLogger(BackchannelLogout.class);
  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

  /** §2.4: short, so that a token that was caught is soon worth nothing. */
  private static final Duration LIVES = Duration.ofMinutes(2);

  private static final int MOST_TRIES = 7;
  private static final int AT_ONCE = 50;

  private final Issuer issuer;
  private final Registers registers;
  private final LogoutOutbox outbox;
  private final Means means;

  public BackchannelLogout(Issuer issuer, Registers registers, LogoutOutbox outbox, Means means) {
    this.issuer = issuer;
    this.registers = registers;
    this.outbox = outbox;
    this.means = means;
  }

  /** Who is asked. */
  public record Registers(Clients clients, SigningKeys keys) {}

  /** How it is done, and when. */
  public record Means(Delivery delivery, RandomText random, InstantSource clock) {}

  /** Posts a form to an address that a client registered. May block. */
  public interface Delivery {
    /** Whether it was taken. */
    boolean post(URI to, String form);
  }

  /** Delivers what is due; app calls it every second. */
  public void deliver() {
    outbox.due(means.clock.instant(), AT_ONCE).forEach(this::deliver);
  }

  private void deliver(Notice notice) {
    var next = means.clock.instant().plusSeconds(1L << (2 * notice.tries()));
    if (!outbox.claim(notice, next)) {
      return;
    }
    if (registers.clients.find(notice.clientId()).map(told -> isTold(told, notice)).orElse(true)) {
      outbox.remove(notice.id());
    } else if (notice.tries() + 1 >= MOST_TRIES) {
      LOG.warn("client {} was not told of a logout: given up", notice.clientId());
      outbox.remove(notice.id());
    }
  }

  /** A client that wants no call any more has been told enough. */
  private boolean isTold(RegisteredClient client, Notice notice) {
    return client
        .metadata()
        .logoutCall()
        .map(call -> means.delivery.post(call.uri(), form(client, notice)))
        .orElse(true);
  }

  private String form(RegisteredClient client, Notice notice) {
    return "logout_token=" + token(client, notice);
  }

  /** §2.4: never with a nonce, so that it cannot pass for an ID token. */
  private String token(RegisteredClient client, Notice notice) {
    var now = means.clock.instant();
    var claims =
        Claims.builder()
            .issuer(issuer.value())
            .audience(client.clientId())
            .issuedAt(now)
            .expiresAt(now.plus(LIVES))
            .id(means.random.id())
            .session(notice.session())
            .put("events", new Json.Members(Map.of(EVENT, new Json.Members(Map.of()))));
    if (!notice.subject().isEmpty()) {
      claims.subject(notice.subject());
    }
    var algorithm = client.metadata().idTokenAlgorithm().signs();
    return new JwtSigner(registers.keys.active(algorithm), "logout+jwt").sign(claims.build());
  }
}
