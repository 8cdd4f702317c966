package io.gatehouse.gateway.authenticate;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Authenticator;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.Secret;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import io.gatehouse.tokens.saml.AssertionReading;
import io.gatehouse.tokens.saml.AssertionVerdict;
import io.gatehouse.tokens.saml.AssertionVerifier;
import io.gatehouse.tokens.saml.UnverifiedAssertion;
import io.gatehouse.tokens.saml.VerifiedAssertion;
import java.util.Optional;

/**
 * Assertions of one issuer. One seen before is not verified again, but its end and its owner are
 * asked about on every call, and one for a single use is claimed on every call.
 */
public final class SamlAuthenticator implements Authenticator {
  private final TrustedAssertions issuer;
  private final AssertionVerifier verifier;
  private final AssertionHolders holders;
  private final SeenTokens<VerifiedAssertion> seen;

  public SamlAuthenticator(
      TrustedAssertions issuer,
      AssertionVerifier verifier,
      AssertionHolders holders,
      SeenTokens<VerifiedAssertion> seen) {
    this.issuer = issuer;
    this.verifier = verifier;
    this.holders = holders;
    this.seen = seen;
  }

  /** Whether a credential claims to be this issuer's: a choice of whom to ask, proof of nothing. */
  public boolean recognises(Credential credential) {
    return credential instanceof Credential.SamlAssertion(var encoded)
        && UnverifiedAssertion.claimedIssuer(encoded.exposeText())
            .equals(Optional.of(issuer.policy().issuer()));
  }

  @Override
  public Attempt authenticate(Credential credential, ReceivedRequest request, Waiting waiting) {
    if (!(credential instanceof Credential.SamlAssertion(var encoded))) {
      return refused("not an assertion");
    }
    var known = seen.find(issuer.policy().issuer(), encoded);
    if (known.isPresent()) {
      return holders.identify(issuer, known.get(), request, waiting);
    }
    // XML and its signature take more than 100 us.
    return waiting == Waiting.NEVER ? new Attempt.Park(WaitFor.CPU) : verify(encoded, request);
  }

  private Attempt verify(Secret encoded, ReceivedRequest request) {
    var since = seen.era();
    return switch (UnverifiedAssertion.parse(encoded.exposeText())) {
      case AssertionReading.Unreadable(var reason) -> refused(reason);
      case UnverifiedAssertion presented ->
          switch (verifier.verify(presented, issuer.policy())) {
            case AssertionVerdict.Invalid(var reason) -> refused(reason);
            case VerifiedAssertion assertion -> {
              seen.keep(issuer.policy().issuer(), encoded, assertion, since);
              // The threads of the CPU pool do not wait for the directory.
              yield holders.identify(issuer, assertion, request, Waiting.NEVER);
            }
          };
    };
  }

  private static Attempt refused(String reason) {
    return new Attempt.Refused(Problem.invalidCredential("saml: " + reason));
  }
}
