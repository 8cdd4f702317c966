package io.gatehouse.app.node;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.UrlFetch.Trust;
import io.gatehouse.sts.logout.BackchannelLogout;
import io.gatehouse.web.egress.Cidr;
import io.gatehouse.web.egress.Egress;
import io.gatehouse.web.egress.EgressPlan;
import java.net.InetAddress;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts logout tokens to the addresses that clients registered. */
final class LogoutCalls implements BackchannelLogout.Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(LogoutCalls.class);

  private final Egress egress;

  LogoutCalls(Configuration configuration, NodeTls tls) {
    var written = configuration.egress();
    var allowed = written.allowPrivate().stream().map(c -> Cidr.of(c.toString())).toList();
    var plan = EgressPlan.usual(tls.trusting(written.ca())).allowing(allowed);
    this.egress = new Egress(plan, InetAddress::getAllByName);
  }

  @Override
  public boolean post(URI to, String form) {
    try {
      int status = egress.post(to, Trust.SUPPLIED, form);
      // OpenID Connect Back-Channel Logout §2.8; some answer 204.
      return status == 200 || status == 204;
    } catch (DependencyUnavailable unreachable) {
      LOG.info("a logout was not delivered: {}", unreachable.getMessage());
      return false;
    }
  }
}
