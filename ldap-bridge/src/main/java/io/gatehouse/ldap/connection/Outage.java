package io.gatehouse.ldap.connection;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;

/** Turns what the LDAP library throws into the one outage that the product knows. */
public final class Outage {
  private Outage() {}

  public static DependencyUnavailable because(String reason) {
    return new DependencyUnavailable(Dependency.DIRECTORY, reason);
  }

  static DependencyUnavailable of(LDAPException cause, String server) {
    // The diagnostic text comes from the server: kept short, and free of line breaks in logs.
    var text = cause.getMessage() == null ? "" : cause.getMessage();
    var line = text.replaceAll("\\p{Cntrl}+", " ");
    var shown = line.length() > 300 ? line.substring(0, 300) : line;
    return new DependencyUnavailable(
        Dependency.DIRECTORY,
        "the directory " + server + " answered " + cause.getResultCode() + ": " + shown,
        cause);
  }

  /** Whether the server itself is in trouble, as opposed to having refused this request. */
  static boolean ofServer(LDAPException cause) {
    var code = cause.getResultCode();
    return !code.isConnectionUsable()
        || code.equals(ResultCode.BUSY)
        || code.equals(ResultCode.UNAVAILABLE);
  }
}
