package io.gatehouse.sts.admin;

import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.KeyMint;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.UserDirectory;
import io.gatehouse.sts.ledger.Ledger;
import io.gatehouse.sts.ledger.LedgerEntry;
import io.gatehouse.sts.ledger.LedgerStore.Listing;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.tokens.jwt.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Making, listing, rolling and revoking API keys, HMAC keys and SigV4 keys. */
public final class KeyActions implements AdminActions {
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

  private final Ledger ledger;
  private final UserDirectory directory;
  private final ScopeCatalog scopes;
  private final List<KeyMint> mints;
  private final AuditSink audit;
  private final InstantSource clock;

  /** What the actions work with; a kind without a mint is refused. */
  public record Parts(
      Ledger ledger,
      UserDirectory directory,
      ScopeCatalog scopes,
      List<KeyMint> mints,
      AuditSink audit,
      InstantSource clock) {}

  public KeyActions(Parts parts) {
    this.ledger = parts.ledger();
    this.directory = parts.directory();
    this.scopes = parts.scopes();
    this.mints = List.copyOf(parts.mints());
    this.audit = parts.audit();
    this.clock = parts.clock();
  }

  @Override
  public List<AdminAction> actions() {
    return List.of(
        action("POST", "/admin/v1/keys", Role.OPERATOR, this::create),
        action("GET", "/admin/v1/keys", Role.VIEWER, this::list),
        action("POST", "/admin/v1/keys/{id}/roll", Role.OPERATOR, this::roll),
        action("DELETE", "/admin/v1/keys/{id}", Role.OPERATOR, this::revoke));
  }

  private static AdminAction action(String method, String path, Role role, Handler handler) {
    return new AdminAction(method, path, role, BodyFields.refusing(handler));
  }

  private Result create(Call call) {
    var now = clock.instant();
    var wanted = KeyRequest.read(call, directory, scopes, now);
    var minted = mint(wanted.kind().proof());
    var subject = wanted.kind().subject(minted.id());
    var entry = wanted.terms().entry(subject, call.actor(), now);
    ledger.issue(entry, minted.verifier(), minted.verifierVersion());
    record("key.created", call, entry.subject(), owner(wanted));
    return shownOnce(entry, minted);
  }

  private Result list(Call call) {
    var page = Page.of(call, Set.of("kind", "owner"));
    var kinds =
        Optional.ofNullable(call.parameters().get("kind"))
            .map(word ->
                KeyKind.named(word)
                    .map(kind -> Set.of(kind.subject("").kind()))
                    .orElseThrow(() -> BodyFields.malformed("There is no such kind.")))
            .orElseGet(KeyKind::ledgerKinds);
    var owner = ownerIfAny(directory, call);
    var entries = ledger.list(new Listing(kinds, owner, page.after(), page.most()));
    return new Result.Done(200, page(entries, page.most()));
  }

  private static Map<String, String> owner(KeyRequest wanted) {
    return Map.of("owner", wanted.terms().owner().id().value());
  }

  static EntryUuid owner(UserDirectory directory, String name) {
    return directory
        .byLoginName(name)
        .map(Owner::id)
        .orElseThrow(() -> BodyFields.malformed("There is no such owner."));
  }

  /** Whom a list is limited to. */
  static Optional<EntryUuid> ownerIfAny(UserDirectory directory, Call call) {
    return Optional.ofNullable(call.parameters().get("owner")).map(name -> owner(directory, name));
  }

  static String page(List<LedgerEntry> entries, int most) {
    var items = entries.stream().map(entry -> new Json.Members(EntryJson.members(entry))).toList();
    var last = entries.isEmpty() ? "" : entries.getLast().subject().id();
    return EntryJson.page(items, most, last);
  }

  private Result roll(Call call) {
    var overlap = BodyFields.of(call, Set.of("overlap")).whole("overlap").map(Duration::ofSeconds);
    if (overlap.filter(longer -> longer.compareTo(LONGEST_OVERLAP) > 0).isPresent()) {
      throw BodyFields.malformed("overlap must be at most 30 days, in seconds.");
    }
    var now = clock.instant();
    var old = find(call);
    if (!old.isLive(now)) {
      throw new BodyFields.Wrong(
          Problem.of(ProblemKind.CONFLICT, "The key has ended; make a new one.", "key ended"));
    }
    var kind = KeyKind.of(old.subject());
    var minted = mint(kind.proof());
    var lives = Duration.between(old.createdAt(), old.expiresAt());
    var entry =
        LedgerEntry.of(kind.subject(minted.id()), call.actor(), now, now.plus(lives))
            .ownedBy(old.owner())
            .allowing(old.scopes(), old.restrictions())
            .labelled(old.label());
    var material = new Ledger.KeyMaterial(minted.verifier(), minted.verifierVersion());
    ledger.replace(old.subject(), now.plus(overlap.orElse(Duration.ZERO)), entry, material);
    record("key.rolled", call, old.subject(), Map.of("successor", minted.id()));
    return shownOnce(entry, minted);
  }

  private Result revoke(Call call) {
    var key = find(call);
    boolean first = ledger.revoke(key.subject());
    record("key.revoked", call, key.subject(), Map.of("again", Boolean.toString(!first)));
    return new Result.Done(204, "");
  }

  private LedgerEntry find(Call call) {
    var id = call.parameters().getOrDefault("id", "");
    for (var kind : KeyKind.values()) {
      var entry = ledger.entry(kind.subject(id));
      if (entry.isPresent()) {
        return entry.get();
      }
    }
    throw BodyFields.notFound();
  }

  private KeyMint.Minted mint(CredentialKind kind) {
    return mints.stream()
        .filter(mint -> mint.kind() == kind)
        .findFirst()
        .orElseThrow(() -> BodyFields.malformed("Keys of this kind are not made here."))
        .mint();
  }

  private static Result shownOnce(LedgerEntry entry, KeyMint.Minted minted) {
    var members = EntryJson.members(entry);
    members.put("secret", new Json.Text(minted.shownOnce().exposeText()));
    return new Result.Done(201, new Json.Members(members).write());
  }

  private void record(
      String action, Call call, LedgerSubject subject, Map<String, String> details) {
    audit.record(
        new AuditSink.Event(
            action, call.actor(), subject.kind() + ":" + subject.id(), "ok", details));
  }
}
