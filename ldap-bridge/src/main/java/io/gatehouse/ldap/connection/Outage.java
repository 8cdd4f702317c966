package io.gatehouse.ldap.connection;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;

/** Turns what the LDAP library throws into the one outage that the product knows. */
public final class Outage {
  private static final int SHOWN = 300;

  private Outage() {}

  public static DependencyUnavailable because(String reason) {
    return new DependencyUnavailable(Dependency.DIRECTORY, reason);
  }

  static DependencyUnavailable of(LDAPException cause, String server) {
    var local = cause.getCause();
    var sentence =
        local == null
            ? " answered " + cause.getResultCode() + ": " + line(cause)
            : " cannot be reached: " + line(deepest(local));
    return new DependencyUnavailable(
        Dependency.DIRECTORY, "the directory " + server + sentence, cause);
  }

  /** The library wraps one text in the next; the innermost is the one that an operator knows. */
  private static Throwable deepest(Throwable failure) {
    var deepest = failure;
    for (var next = deepest.getCause(); next != null; next = next.getCause()) {
      deepest = next;
    }
    return deepest;
  }

  /** A diagnostic text comes from the server: kept short, and free of line breaks in logs. */
  private static String line(Throwable failure) {
    var text = String.valueOf(failure.getMessage()).replaceAll("\\p{Cntrl}+", " ");
    return text.length() > SHOWN ? text.substring(0, SHOWN) : text;
  }

  /** Whether the server itself is in trouble, as opposed to having refused this request. */
  static boolean ofServer(LDAPException cause) {
    var code = cause.getResultCode();
    return !code.isConnectionUsable()
        || code.equals(ResultCode.BUSY)
        || code.equals(ResultCode.UNAVAILABLE);
  }
}
