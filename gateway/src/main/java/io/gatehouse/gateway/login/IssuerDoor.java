package io.gatehouse.gateway.login;

import io.gatehouse.web.egress.FormAnswer;
import java.net.URI;
import java.util.Optional;

/** How an issuer is reached: over the network, or in this very process. Blocks. */
public interface IssuerDoor {
  /**
   * @throws io.gatehouse.identity.DependencyUnavailable when it cannot be had
   */
  byte[] document(URI url);

  /**
   * @throws io.gatehouse.identity.DependencyUnavailable when nobody answers
   */
  FormAnswer post(URI url, String form, Optional<String> authorization);
}
