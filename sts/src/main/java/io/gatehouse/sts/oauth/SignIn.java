package io.gatehouse.sts.oauth;

import io.gatehouse.identity.EntryUuid;
import java.time.Instant;
import java.util.List;

/**
 * That a person was authenticated: what tokens tell of it.
 *
 * @param session public id of the browser session: {@code sid}
 * @param time when the person proved it last: {@code auth_time}
 * @param contextClass {@code acr}
 * @param methods RFC 8176 words: {@code amr}
 */
public record SignIn(
    EntryUuid owner, String session, Instant time, String contextClass, List<String> methods) {
  /** The one class of today's logins: one factor, a password that the directory keeps. */
  public static final String PASSWORD_CLASS = "urn:gatehouse:acr:password";

  /** Another issuer, which the configuration trusts, said who it is. */
  public static final String ASSERTED_CLASS = "urn:gatehouse:acr:asserted";

  /** Stands for the session of a person who did not come with a browser. */
  public static final String NO_SESSION = "";

  public SignIn {
    methods = List.copyOf(methods);
  }
}
