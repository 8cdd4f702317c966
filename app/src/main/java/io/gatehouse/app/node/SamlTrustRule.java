package io.gatehouse.app.node;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Credential;
import io.gatehouse.app.config.load.Rule;
import io.gatehouse.app.config.shape.Complaints;
import java.time.InstantSource;

/** The files of other issuers of assertions hold keys; what is wrong stands where it was found. */
public final class SamlTrustRule implements Rule {
  private final InstantSource clock;

  public SamlTrustRule(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void check(Configuration configuration, Complaints complaints) {
    configuration.credentials().values().stream()
        .filter(Credential.Saml.class::isInstance)
        .map(Credential.Saml.class::cast)
        .filter(saml -> isComplete(configuration, saml))
        .forEach(saml -> check(saml, complaints));
  }

  // What is missing is said by another rule.
  private static boolean isComplete(Configuration configuration, Credential.Saml saml) {
    return !configuration.isOwn(saml)
        && saml.issuer().isPresent()
        && (saml.certificates().isPresent() || saml.metadata().isPresent());
  }

  private void check(Credential.Saml saml, Complaints complaints) {
    switch (new SamlTrust(clock.instant()).keysOf(saml)) {
      case SamlTrust.Answer.Keys good -> {}
      case SamlTrust.Answer.Unusable(var key, var at, var found) ->
          complaints.at(at, complaints.path(saml, key), "Found " + found + ".");
    }
  }
}
