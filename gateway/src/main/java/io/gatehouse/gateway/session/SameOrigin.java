package io.gatehouse.gateway.session;

import java.util.List;

/**
 * Whether a browser says that a page of this very origin made it send a request. Something must say
 * so, and whatever is said must agree (RFC 6454 §7, Fetch Metadata §2.4).
 */
public final class SameOrigin {
  private SameOrigin() {}

  /**
   * @param origins values of {@code Origin}
   * @param sites values of {@code Sec-Fetch-Site}
   * @param here this origin
   */
  public static boolean isSaid(List<String> origins, List<String> sites, String here) {
    return (!origins.isEmpty() || !sites.isEmpty())
        && origins.stream().allMatch(here::equals)
        && sites.stream().allMatch("same-origin"::equals);
  }
}
