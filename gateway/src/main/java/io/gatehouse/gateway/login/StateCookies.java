package io.gatehouse.gateway.login;

import io.gatehouse.identity.HttpField;
import io.gatehouse.web.endpoint.Cookies;
import io.gatehouse.web.endpoint.Single;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The cookies of sign-ins under way: a few places, so that several tabs can sign in side by side
 * and a browser never holds more.
 */
final class StateCookies {
  static final Duration LIFE = Duration.ofMinutes(10);

  private static final List<String> NAMES =
      IntStream.range(0, 4).mapToObj(place -> "__Host-gh-login-" + place).toList();

  private StateCookies() {}

  /** Puts a state into a place that is free, or into the first one. */
  static HttpField keep(List<HttpField> sent, String sealed) {
    var free =
        NAMES.stream()
            .filter(name -> Cookies.find(sent, name) instanceof Single.Absent)
            .findFirst()
            .orElse(NAMES.getFirst());
    return Cookies.lasting(free, sealed, LIFE);
  }

  /** A state with the cookie that it came in. */
  record Kept(String cookie, String sealed) {}

  /** What was sent; of two cookies of one name somebody planted one, so neither counts. */
  static List<Kept> in(List<HttpField> sent) {
    return NAMES.stream()
        .flatMap(
            name -> Cookies.find(sent, name).value().map(sealed -> new Kept(name, sealed)).stream())
        .toList();
  }
}
