package io.gatehouse.sts.token.refreshtoken;

import io.gatehouse.identity.Confirmation;
import io.gatehouse.identity.CredentialRecord.Restrictions;
import io.gatehouse.identity.LedgerEvent;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.Secret;
import io.gatehouse.sts.issue.Approval;
import io.gatehouse.sts.issue.RefreshFamilies;
import io.gatehouse.sts.keys.Kek;
import io.gatehouse.sts.ledger.Ledger;
import io.gatehouse.sts.ledger.LedgerEntry;
import io.gatehouse.sts.oauth.Lifetimes;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.oauth.SignIn;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins, advances and ends refresh families. */
public final class Families implements RefreshFamilies {
  private static final Logger LOG = LoggerFactory.getLogger(Families.class);

  private final FamilyStore store;
  private final Ledger ledger;
  private final Kek kek;
  private final Terms terms;

  public Families(FamilyStore store, Ledger ledger, Kek kek, Terms terms) {
    this.store = store;
    this.ledger = ledger;
    this.kek = kek;
    this.terms = terms;
  }

  /** How long families live, and where their keys come from. */
  public record Terms(Lifetimes lifetimes, RandomText random, InstantSource clock) {}

  @Override
  public Secret begin(Approval approval, SignIn signIn) {
    Instant now = terms.clock.instant();
    store.purge(now);
    var key = Secret.of(terms.random.key());
    String id = approval.grantId();
    var family =
        new Family(
            id,
            approval.client().clientId(),
            signIn,
            approval.scopes(),
            approval.resource(),
            approval.claims().namesOnly(),
            ofPublicClient(approval),
            kek.seal(key, place(id)),
            1,
            now,
            now,
            now.plus(terms.lifetimes.refreshAbsolute()));
    ledger.issue(
        LedgerEntry.of(subject(id), signIn.owner().value(), now, family.ends())
            .ownedBy(Optional.of(signIn.owner()))
            .issuedTo(approval.client().clientId())
            .allowing(approval.scopes(), Restrictions.NONE));
    store.add(family);
    return RefreshTokenText.write(id, 1, key);
  }

  /** A client with a secret, or whatever it proves itself by, may change its certificate. */
  private static Optional<Confirmation> ofPublicClient(Approval approval) {
    return approval.binding().filter(key -> approval.client().metadata().isPublic());
  }

  /** The family that made this token; empty for every text that none of ours made. */
  Optional<Family> madeBy(RefreshTokenText token) {
    return store.find(token.id()).filter(family -> token.isGenuine(key(family)));
  }

  /** The family of a genuine token of any generation; empty for every other text. */
  public Optional<Family> of(String token) {
    return RefreshTokenText.parse(token).flatMap(this::madeBy);
  }

  /** Whether the token is the newest one of a family that lives. */
  public boolean isCurrent(String token) {
    return RefreshTokenText.parse(token)
        .flatMap(text -> madeBy(text).filter(family -> family.generation() == text.generation()))
        .filter(this::isAlive)
        .isPresent();
  }

  /** Ends a family at its client's wish; its access tokens end with it, at every gateway. */
  public void revoke(Family family) {
    revoke(family, "revoked_by_client");
  }

  /** Asks the ledger's store: a family lives longer than revocations are kept in memory. */
  boolean isAlive(Family family) {
    return ledger.isLive(subject(family.id())) && terms.clock.instant().isBefore(endOf(family));
  }

  /** When it ends if nobody uses it again. */
  public Instant endOf(Family family) {
    Instant idle = family.lastUsed().plus(terms.lifetimes.refreshIdle());
    return idle.isBefore(family.ends()) ? idle : family.ends();
  }

  /** Notes a use of a token that stays the same. */
  void used(Family family) {
    store.used(family.id(), terms.clock.instant());
  }

  /**
   * The token after the presented one. The newest is advanced; the one before it is answered with
   * the same successor for a moment, while that is unused. Empty: it was used before.
   */
  Optional<Secret> successor(Family family, long presented) {
    Instant now = terms.clock.instant();
    if (presented == family.generation() && store.rotate(family.id(), presented, now)) {
      return Optional.of(RefreshTokenText.write(family.id(), presented + 1, key(family)));
    }
    // Somebody may have been faster a moment ago: look at the family as it is now.
    return store
        .find(family.id())
        .filter(latest -> presented == latest.generation() - 1)
        .filter(latest -> !now.isAfter(latest.rotatedAt().plus(terms.lifetimes.refreshRepeat())))
        .map(latest -> RefreshTokenText.write(latest.id(), latest.generation(), key(latest)));
  }

  void revoke(Family family, String reason) {
    boolean ended = ledger.revoke(subject(family.id()));
    LOG.warn("refresh family {} {}: {}", family.id(), ended ? "revoked" : "is revoked", reason);
  }

  /**
   * Hears the ledger: families end with the session they began in, at once and for good. A revoked
   * session is forgotten after a day, a family lives for months.
   */
  public void hear(LedgerEvent event) {
    boolean ended = event.change() == LedgerEvent.Change.REVOKED;
    if (ended && event.subject().kind() == LedgerSubject.Kind.SESSION) {
      store.endWithSession(event.subject().id(), event.at());
    }
  }

  private Secret key(Family family) {
    return kek.open(family.sealedKey(), place(family.id()));
  }

  private static String place(String id) {
    return "refresh_family/" + id;
  }

  private static LedgerSubject subject(String id) {
    return new LedgerSubject(LedgerSubject.Kind.REFRESH_FAMILY, id);
  }
}
