package io.gatehouse.sts.session;

import io.gatehouse.identity.HttpField;
import io.gatehouse.web.endpoint.Cookies;
import io.gatehouse.web.endpoint.Request;
import io.gatehouse.web.endpoint.Single;
import java.util.regex.Pattern;

/**
 * The product's two cookies at the issuer: the session, and a random name of the browser to which
 * transactions are bound before anybody has signed in.
 */
public enum SessionCookie {
  SESSION("__Host-gh-session"),
  BROWSER("__Host-gh-browser");

  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final String cookieName;

  SessionCookie(String cookieName) {
    this.cookieName = cookieName;
  }

  public String cookieName() {
    return cookieName;
  }

  /** What the browser sent; a value that we never write counts as absent. */
  public Single in(Request request) {
    Single sent = request.cookie(cookieName);
    return sent instanceof Single.One one && !SECRET.matcher(one.text()).matches()
        ? new Single.Absent()
        : sent;
  }

  /** Until the browser closes; the server ends it sooner. */
  public HttpField with(String secret) {
    return Cookies.session(cookieName, secret);
  }

  public HttpField gone() {
    return Cookies.gone(cookieName);
  }

  /** Two cookies of one name: somebody planted one, and which is ours nobody can tell. */
  public static boolean conflict(Request request) {
    for (SessionCookie cookie : values()) {
      if (cookie.in(request) instanceof Single.Repeated) {
        return true;
      }
    }
    return false;
  }
}
