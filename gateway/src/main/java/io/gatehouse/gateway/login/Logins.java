package io.gatehouse.gateway.login;

import io.gatehouse.gateway.route.Invitation;
import io.gatehouse.gateway.session.BrowserSessions;
import io.gatehouse.identity.ReplayGuard;
import io.gatehouse.web.endpoint.Mount;
import io.gatehouse.web.endpoint.MountTable;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ways to sign in at this gateway, and the addresses below {@code /.gatehouse/} that belong to
 * them. Made once for the process; a configuration adds its ways.
 */
public final class Logins {
  private final Map<String, LoginTerms> terms = new ConcurrentHashMap<>();
  private final SealedStates states;
  private final Surroundings with;

  public Logins(Surroundings with) {
    this.states = new SealedStates(with.random());
    this.with = with;
  }

  /** What it leans on. */
  public record Surroundings(
      BrowserSessions sessions, ReplayGuard replays, InstantSource clock, SecureRandom random) {}

  /** Offers a way to sign in, in place of an earlier one of this name. */
  public Invitation offer(LoginTerms offered) {
    terms.put(offered.name(), offered);
    return new LoginStart(offered, states, with.clock(), with.random());
  }

  public BrowserSessions sessions() {
    return with.sessions();
  }

  Optional<LoginTerms> find(String name) {
    return Optional.ofNullable(terms.get(name));
  }

  /** Return, logout notice, signing out. */
  public MountTable mounts() {
    return new MountTable(
        Mount.get(LoginTerms.RETURN + "{login}", new LoginReturn(this, states, with)),
        Mount.post("/.gatehouse/backchannel-logout/{login}", new LogoutNotices(this, with))
            .acceptingForms(),
        Mount.of(SignOut.PATH, Set.of("GET", "POST"), new SignOut(this, with.sessions())));
  }
}
