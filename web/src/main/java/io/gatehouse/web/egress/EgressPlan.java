package io.gatehouse.web.egress;

import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * How far the outbound client reaches.
 *
 * @param tls whom it believes
 * @param allowed networks that a supplied URL may lead to although they are not public
 * @param limit most bytes of a document
 * @param patience for one fetch, from the look-up of the name to the last byte
 */
public record EgressPlan(SSLContext tls, List<Cidr> allowed, int limit, Duration patience) {
  public EgressPlan {
    allowed = List.copyOf(allowed);
  }

  /** 512 KiB in 5 s, public addresses only. */
  public static EgressPlan usual(SSLContext tls) {
    return new EgressPlan(tls, List.of(), 512 * 1024, Duration.ofSeconds(5));
  }

  public EgressPlan allowing(List<Cidr> networks) {
    return new EgressPlan(tls, networks, limit, patience);
  }
}
