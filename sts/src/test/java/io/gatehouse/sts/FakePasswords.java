package io.gatehouse.sts;

import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.PasswordCheck;
import io.gatehouse.identity.Secret;
import io.gatehouse.identity.UserDirectory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Passwords that a test sets; five failures of a person lock the check for that person. */
public final class FakePasswords implements PasswordCheck {
  private final UserDirectory directory;
  private final Map<String, Secret> known = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private final Set<String> mustChange = new HashSet<>();
  private boolean reachable = true;

  FakePasswords(UserDirectory directory) {
    this.directory = directory;
  }

  void know(String username, String password) {
    known.put(username, Secret.ofText(password));
  }

  public void mustChange(String username) {
    mustChange.add(username);
  }

  public void reachable(boolean now) {
    reachable = now;
  }

  public int failuresOf(String username) {
    return failures.getOrDefault(username, 0);
  }

  @Override
  public Answer check(String username, Secret password, InetAddress from) {
    if (!reachable) {
      throw new DependencyUnavailable(Dependency.DIRECTORY, "no server answers");
    }
    if (failuresOf(username) >= 5) {
      return new Answer.TooMany(Duration.ofMinutes(5));
    }
    var owner =
        directory.byLoginName(username).filter(found -> found.state() == AccountState.ACTIVE);
    if (owner.isEmpty()
        || !Optional.of(password).equals(Optional.ofNullable(known.get(username)))) {
      directory.byLoginName(username).ifPresent(found -> failures.merge(username, 1, Integer::sum));
      return new Answer.Wrong();
    }
    return mustChange.contains(username)
        ? new Answer.MustChange(owner.get())
        : new Answer.Correct(owner.get());
  }
}
