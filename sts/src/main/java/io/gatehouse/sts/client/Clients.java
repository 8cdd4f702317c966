package io.gatehouse.sts.client;

import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.OwnerState;
import io.gatehouse.identity.OwnerStates;
import io.gatehouse.identity.Peppers;
import io.gatehouse.identity.Secret;
import io.gatehouse.identity.Waiting;
import io.gatehouse.sts.ledger.Ledger;
import io.gatehouse.sts.ledger.LedgerEntry;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.oauth.ScopeCatalog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The register of clients. Thread-safe; may block. */
public final class Clients {
  /** Clients end by revocation, not by time. */
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private final ClientStore store;
  private final Ledger ledger;
  private final OwnerStates owners;
  private final MetadataJson metadata;
  private final SecretHashing hashing;
  private final RandomText random;
  private final InstantSource clock;

  private Clients(Parts parts) {
    this.store = parts.store();
    this.ledger = parts.ledger();
    this.owners = parts.owners();
    this.metadata = new MetadataJson(parts.scopes());
    this.hashing = new SecretHashing(parts.peppers());
    this.random = parts.random();
    this.clock = parts.clock();
  }

  /** What the register is made of. */
  public record Parts(
      ClientStore store,
      Ledger ledger,
      OwnerStates owners,
      ScopeCatalog scopes,
      Peppers peppers,
      RandomText random,
      InstantSource clock) {}

  public static Clients of(Parts parts) {
    return new Clients(parts);
  }

  /**
   * A client that may act now: registered, not revoked, and its owner, if it has one, is active.
   *
   * @throws io.gatehouse.identity.DependencyUnavailable when store or directory cannot be asked
   */
  public Optional<RegisteredClient> find(String clientId) {
    return store.findActive(clientId).map(this::registered).filter(this::standsOnAnActiveOwner);
  }

  /** A client that is registered and not revoked, whatever its owner is. */
  public Optional<RegisteredClient> registered(String clientId) {
    return store.findActive(clientId).map(this::registered);
  }

  private boolean standsOnAnActiveOwner(RegisteredClient client) {
    return client
        .metadata()
        .owner()
        .map(owner -> owners.stateOf(owner, Waiting.ALLOWED) instanceof OwnerState.Active)
        .orElse(true);
  }

  /** Spends as long as a client's own check would, so that unknown ids do not show. */
  public void compareWithNothing(Secret presented) {
    var _ = hashing.matchesAny(presented, List.of());
  }

  /** Reads and judges metadata of RFC 7591; nothing is kept. */
  public MetadataReading read(byte[] json) {
    return metadata.read(json);
  }

  /** The members of metadata that mean something here. */
  public Set<String> members() {
    return MetadataRules.KNOWN;
  }

  /**
   * Registers a client.
   *
   * @param creator who did it, such as {@code admin:NAME}
   */
  public Registration register(ClientMetadata client, String creator) {
    var now = clock.instant();
    var id = random.id();
    var secret =
        client.authenticationMethod().usesSecret()
            ? Optional.of(ClientSecret.fresh(random))
            : Optional.<Secret>empty();
    var hashes = secret.map(fresh -> List.of(hashing.hash(fresh, now))).orElse(List.of());
    var stored = new StoredClient(id, metadata.write(client), now, hashes);
    var entry =
        LedgerEntry.of(new LedgerSubject(LedgerSubject.Kind.CLIENT, id), creator, now, NEVER)
            .ownedBy(client.owner())
            .allowing(client.scopes(), io.gatehouse.identity.CredentialRecord.Restrictions.NONE)
            .labelled(client.clientName());
    ledger.changing(() -> store.add(stored, entry));
    client.owner().ifPresent(owner -> ledger.clientStandsOn(id, owner));
    return new Registration(registered(stored), secret);
  }

  /** A second live secret beside the newest one; older ones stop. Empty for unknown clients. */
  public Optional<Secret> addSecret(String clientId) {
    var secret = ClientSecret.fresh(random);
    boolean known = store.addSecret(clientId, hashing.hash(secret, clock.instant()));
    return known ? Optional.of(secret) : Optional.empty();
  }

  /** False when there is no such client or it was revoked before. */
  public boolean revoke(String clientId) {
    return ledger.revoke(new LedgerSubject(LedgerSubject.Kind.CLIENT, clientId));
  }

  /** In the order of ids. */
  public List<RegisteredClient> list(String afterId, int most) {
    return store.listActive(afterId, most).stream().map(this::registered).toList();
  }

  /** The members of RFC 7591 §3.2.1 of a client, without its secret. */
  public String describe(RegisteredClient client) {
    return metadata.describe(client);
  }

  /** The answer to a registration, the secret in it for this one time. */
  public String describe(Registration registration) {
    return metadata.describe(registration);
  }

  private RegisteredClient registered(StoredClient stored) {
    return new RegisteredClient(stored, metadata.readStored(stored.metadata()), hashing);
  }

  /**
   * A client just registered.
   *
   * @param secret shown once; empty for public clients
   */
  public record Registration(RegisteredClient client, Optional<Secret> secret) {}
}
