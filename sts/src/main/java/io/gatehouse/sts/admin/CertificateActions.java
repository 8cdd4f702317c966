package io.gatehouse.sts.admin;

import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import io.gatehouse.identity.UserDirectory;
import io.gatehouse.sts.certificates.CertificateMaker;
import io.gatehouse.sts.certificates.CertificateMaker.Made;
import io.gatehouse.sts.certificates.CertifiedKeys;
import io.gatehouse.sts.certificates.RevocationLists;
import io.gatehouse.sts.ledger.Ledger;
import io.gatehouse.sts.ledger.LedgerEntry;
import io.gatehouse.sts.ledger.LedgerStore.Listing;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.tokens.jwt.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Issuing, listing and revoking client certificates. */
public final class CertificateActions implements AdminActions {
  private static final String PATH = "/admin/v1/certificates";
  private static final int FINGERPRINT = 1;

  /** What is renewed every year is renewed by somebody who still knows how. */
  private static final Duration LONGEST_LIFE = Duration.ofDays(366);

  private final Ledger ledger;
  private final UserDirectory directory;
  private final ScopeCatalog scopes;
  private final CertificateMaker maker;
  private final CertifiedKeys keys;
  private final RevocationLists lists;
  private final AuditSink audit;
  private final InstantSource clock;

  /** What the actions work with. */
  public record Parts(
      Ledger ledger,
      UserDirectory directory,
      ScopeCatalog scopes,
      CertificateMaker maker,
      CertifiedKeys keys,
      RevocationLists lists,
      AuditSink audit,
      InstantSource clock) {}

  public CertificateActions(Parts parts) {
    this.ledger = parts.ledger();
    this.directory = parts.directory();
    this.scopes = parts.scopes();
    this.maker = parts.maker();
    this.keys = parts.keys();
    this.lists = parts.lists();
    this.audit = parts.audit();
    this.clock = parts.clock();
  }

  @Override
  public List<AdminAction> actions() {
    return List.of(
        new AdminAction("POST", PATH, Role.OPERATOR, BodyFields.refusing(this::issue)),
        new AdminAction("GET", PATH, Role.VIEWER, BodyFields.refusing(this::list)),
        new AdminAction(
            "DELETE", PATH + "/{id}", Role.OPERATOR, BodyFields.refusing(this::revoke)));
  }

  private Result issue(Call call) {
    var now = clock.instant();
    var known = new HashSet<>(IssueTerms.MEMBERS);
    known.addAll(Set.of("csr", "renew"));
    var fields = BodyFields.of(call, Set.copyOf(known));
    var terms = IssueTerms.read(fields, directory, scopes, now);
    if (terms.expiresAt().isAfter(now.plus(LONGEST_LIFE))) {
      throw BodyFields.malformed("expires_at must be at most 366 days ahead.");
    }
    return switch (maker.make(terms.owner().username(), fields.pem("csr"), terms.expiresAt())) {
      case Made.Refused(var why) -> throw BodyFields.malformed(why);
      case Made.Certified made -> {
        if (made.key().isEmpty()) {
          noteKey(made, terms.expiresAt(), fields.flag("renew"));
        }
        yield issued(call, terms, made);
      }
    };
  }

  /**
   * A request proves possession of its key when it is made, and not when it is sent: whoever has
   * read one may send it again. Noted before the certificate counts, so that no crash forgets it.
   */
  private synchronized void noteKey(Made.Certified made, Instant end, boolean renew) {
    var last = keys.lastCertificate(made.publicKey()).filter(id -> ledger.isLive(subject(id)));
    if (last.isPresent() && !renew) {
      throw BodyFields.conflict(
          "The key of this csr has the certificate "
              + last.get()
              + " already. Make a new key, revoke that certificate, or ask for another one with"
              + " renew.");
    }
    keys.certified(made.publicKey(), made.id(), end, clock.instant());
  }

  private Result issued(Call call, IssueTerms terms, Made.Certified made) {
    var entry = terms.entry(subject(made.id()), call.actor(), clock.instant());
    ledger.issue(entry, made.fingerprint(), FINGERPRINT);
    record("certificate.issued", call, made.id(), Map.of("owner", terms.owner().id().value()));
    var members = EntryJson.members(entry);
    members.put("certificate", new Json.Text(made.certificate()));
    made.key().ifPresent(key -> members.put("key", new Json.Text(key.exposeText())));
    return new Result.Done(201, new Json.Members(members).write());
  }

  private Result list(Call call) {
    var page = Page.of(call, Set.of("owner"));
    var owner =
        Optional.ofNullable(call.parameters().get("owner"))
            .map(name -> KeyActions.owner(directory, name));
    var kinds = Set.of(Kind.CERTIFICATE);
    List<LedgerEntry> entries = ledger.list(new Listing(kinds, owner, page.after(), page.most()));
    return new Result.Done(200, KeyActions.page(entries, page.most()));
  }

  private Result revoke(Call call) {
    var id = call.parameters().getOrDefault("id", "");
    if (ledger.entry(subject(id)).isEmpty()) {
      throw BodyFields.notFound();
    }
    boolean first = ledger.revoke(subject(id));
    lists.revoked();
    record("certificate.revoked", call, id, Map.of("again", Boolean.toString(!first)));
    return new Result.Done(204, "");
  }

  private static LedgerSubject subject(String id) {
    return new LedgerSubject(Kind.CERTIFICATE, id);
  }

  private void record(String action, Call call, String id, Map<String, String> details) {
    audit.record(
        new AuditSink.Event(action, call.actor(), Kind.CERTIFICATE + ":" + id, "ok", details));
  }
}
