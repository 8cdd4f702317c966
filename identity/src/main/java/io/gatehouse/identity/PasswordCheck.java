package io.gatehouse.identity;

import java.net.InetAddress;
import java.time.Duration;

/** The only caller of an LDAP bind with a person's password. Counts failures. May block. */
public interface PasswordCheck {
  /**
   * @param password exact UTF-8 bytes, never truncated or normalised
   * @throws DependencyUnavailable when no directory server answers; never counted as a failure
   */
  Answer check(String username, Secret password, InetAddress from);

  /** Whether the password is right. */
  sealed interface Answer {
    /** The password is this owner's, and the account may sign in. */
    record Correct(Owner owner) implements Answer {}

    /** Wrong password, unknown name or disabled account: the caller cannot tell which. */
    record Wrong() implements Answer {}

    /** Too many failures for this person or address; nothing was tried. */
    record TooMany(Duration retryAfter) implements Answer {}

    /** The password was right but must be changed before it opens anything. */
    record MustChange(Owner owner) implements Answer {}
  }
}
