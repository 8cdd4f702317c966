package io.gatehouse.mtls.client;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.CredentialRecord;
import io.gatehouse.identity.CredentialRecords.Lookup;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.OwnerState;
import io.gatehouse.identity.Principal;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import io.gatehouse.mtls.CertificateId;
import io.gatehouse.mtls.path.ChainJudge.Judgement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.LongSupplier;

/** Whom a trusted certificate stands for, now. */
interface CertificateHolders {
  Attempt identify(Judgement.Trusted trusted, ReceivedRequest request, Waiting waiting);

  static CertificateHolders of(Registers registers, InstantSource clock, LongSupplier nanos) {
    return switch (registers.found()) {
      case CertificateOwners.ByLedger ledger -> new InLedger(ledger, registers, clock);
      case CertificateOwners.ByName name ->
          new InDirectory(name, new FoundOwners(name, nanos), registers);
    };
  }

  /** Certificates of our own authority. */
  record InLedger(CertificateOwners.ByLedger ledger, Registers registers, InstantSource clock)
      implements CertificateHolders {
    private static final int FINGERPRINT = 1;

    @Override
    public Attempt identify(Judgement.Trusted trusted, ReceivedRequest request, Waiting waiting) {
      var id = CertificateId.serial(trusted.leaf());
      return switch (ledger.records().find(CredentialKind.CERTIFICATE, id, waiting)) {
        case Lookup.Found(var record) -> recorded(record, trusted, request, waiting);
        case Lookup.Unknown() -> refused("no entry for the certificate " + id);
        case Lookup.NotLoaded() -> notLoaded(waiting, WaitFor.STORE);
      };
    }

    private Attempt recorded(
        CredentialRecord found,
        Judgement.Trusted trusted,
        ReceivedRequest request,
        Waiting waiting) {
      if (found.state() == CredentialRecord.State.REVOKED) {
        return refused("the certificate " + found.id() + " was revoked");
      }
      if (!clock.instant().isBefore(found.expiresAt())) {
        return refused("the entry of the certificate " + found.id() + " has expired");
      }
      if (isAnother(trusted, found)) {
        return refused("not the certificate that was issued as " + found.id());
      }
      if (!found.restrictions().admits(request.peer())) {
        return refused("the certificate " + found.id() + " is not for this network");
      }
      var proven =
          new ProvenCertificate(
              found.id(),
              found.scopes(),
              found.restrictions().routes(),
              earlier(trusted.until(), found.expiresAt()));
      var attempt =
          found
              .owner()
              .map(owner -> owned(registers, owner, proven, waiting))
              .orElseGet(() -> proven.verified(new Principal.Workload(found.id())));
      if (attempt instanceof Attempt.Verified) {
        var subject = new LedgerSubject(LedgerSubject.Kind.CERTIFICATE, found.id());
        registers.usage().used(subject, clock.instant());
      }
      return attempt;
    }

    /** Whoever stole the authority's key still has no certificate that was entered here. */
    private static boolean isAnother(Judgement.Trusted trusted, CredentialRecord found) {
      return found.verifierVersion() == FINGERPRINT
          && !found
              .verifier()
              .sameAs(HexFormat.of().parseHex(CertificateId.fingerprint(trusted.leaf())));
    }

    private static Instant earlier(Instant one, Instant two) {
      return one.isBefore(two) ? one : two;
    }
  }

  /** Certificates of another authority. */
  record InDirectory(CertificateOwners.ByName terms, FoundOwners found, Registers registers)
      implements CertificateHolders {
    @Override
    public Attempt identify(Judgement.Trusted trusted, ReceivedRequest request, Waiting waiting) {
      var name = terms.name().of(trusted.leaf());
      if (name.isEmpty()) {
        return refused("not exactly one name of the kind " + terms.name());
      }
      return switch (found.find(name.get(), waiting)) {
        case FoundOwners.Answer.One(var owner) -> owned(registers, owner, proven(trusted), waiting);
        case FoundOwners.Answer.NoneOrMany() -> refused("not exactly one owner matches");
        case FoundOwners.Answer.NotLoaded() -> notLoaded(waiting, WaitFor.DIRECTORY);
      };
    }

    private ProvenCertificate proven(Judgement.Trusted trusted) {
      return new ProvenCertificate(
          CertificateId.thumbprint(trusted.leaf()), terms.scopes(), Set.of(), trusted.until());
    }
  }

  private static Attempt owned(
      Registers registers, EntryUuid id, ProvenCertificate proven, Waiting waiting) {
    return switch (registers.owners().stateOf(id, waiting)) {
      case OwnerState.Active active -> proven.verified(active);
      case OwnerState.Inactive(var reason) -> refused("the owner is " + reason);
      case OwnerState.NotLoaded() -> notLoaded(waiting, WaitFor.DIRECTORY);
    };
  }

  private static Attempt notLoaded(Waiting waiting, WaitFor reason) {
    return switch (waiting) {
      case NEVER -> new Attempt.Park(reason);
      case ALLOWED ->
          throw new DependencyUnavailable(
              reason == WaitFor.STORE ? Dependency.STORE : Dependency.DIRECTORY,
              "what a certificate needs could not be loaded");
    };
  }

  private static Attempt refused(String reason) {
    return ClientCertificateAuthenticator.refused(reason);
  }
}
