package io.gatehouse.mtls.client;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Authenticator;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import io.gatehouse.mtls.path.ChainJudge;
import io.gatehouse.mtls.path.ChainJudge.Judgement;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Judges the certificate of a connection anew for each request, so that a connection or session
 * that was opened before a revocation is worth nothing after it.
 */
public final class ClientCertificateAuthenticator implements Authenticator {
  private final JudgedChains chains;
  private final CertificateHolders holders;
  private final InstantSource clock;

  public ClientCertificateAuthenticator(
      ChainJudge judge, Registers registers, InstantSource clock, LongSupplier nanos) {
    this.chains = new JudgedChains(judge, nanos);
    this.holders = CertificateHolders.of(registers, clock, nanos);
    this.clock = clock;
  }

  @Override
  public Attempt authenticate(Credential credential, ReceivedRequest request, Waiting waiting) {
    if (!(credential instanceof Credential.ClientCertificate(var chain)) || chain.isEmpty()) {
      return refused("no certificate");
    }
    var known = chains.known(chain);
    if (known.isPresent()) {
      return judged(known.get(), request, waiting);
    }
    return switch (waiting) {
      case NEVER -> new Attempt.Park(WaitFor.CPU);
      // What is missing next is waited for elsewhere, not on the thread that computes.
      case ALLOWED -> judged(chains.judge(chain), request, Waiting.NEVER);
    };
  }

  private Attempt judged(Judgement judgement, ReceivedRequest request, Waiting waiting) {
    return switch (judgement) {
      case Judgement.Refused(var reason) -> refused(reason);
      case Judgement.Trusted trusted when !clock.instant().isBefore(trusted.until()) ->
          refused("it has expired");
      case Judgement.Trusted trusted -> holders.identify(trusted, request, waiting);
    };
  }

  static Attempt refused(String reason) {
    return new Attempt.Refused(Problem.invalidCredential("x509: " + reason));
  }
}
