package io.gatehouse.app.node;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Directory;
import io.gatehouse.app.config.Sts.Local;
import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.SecondFactors;
import io.gatehouse.sts.Sts;
import io.gatehouse.sts.admin.AdminTokens;
import io.gatehouse.sts.admin.AuditActions;
import io.gatehouse.sts.audit.AuditLog;
import io.gatehouse.sts.audit.AuditRetention;
import io.gatehouse.sts.certificates.CertificateMaker;
import io.gatehouse.sts.certificates.RevocationLists;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.consent.Consents;
import io.gatehouse.sts.feed.Feed;
import io.gatehouse.sts.keys.Kek;
import io.gatehouse.sts.keys.KeyIntervals;
import io.gatehouse.sts.keys.NodeKeys;
import io.gatehouse.sts.keys.SealedPeppers;
import io.gatehouse.sts.keys.SealedPlaces;
import io.gatehouse.sts.keys.SigningKeys;
import io.gatehouse.sts.ledger.DirectoryOwners;
import io.gatehouse.sts.ledger.Ledger;
import io.gatehouse.sts.ledger.LedgerSettings;
import io.gatehouse.sts.ledger.OwnerEvents;
import io.gatehouse.sts.logout.BackchannelLogout;
import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.sts.registration.InitialTokens;
import io.gatehouse.sts.store.jdbc.Database;
import io.gatehouse.sts.store.jdbc.JdbcAdminTokenStore;
import io.gatehouse.sts.store.jdbc.JdbcCertifiedKeys;
import io.gatehouse.sts.store.jdbc.JdbcClientStore;
import io.gatehouse.sts.store.jdbc.JdbcConsentStore;
import io.gatehouse.sts.store.jdbc.JdbcFeedStore;
import io.gatehouse.sts.store.jdbc.JdbcInitialTokenStore;
import io.gatehouse.sts.store.jdbc.JdbcLedgerStore;
import io.gatehouse.sts.store.jdbc.JdbcListNumbers;
import io.gatehouse.sts.store.jdbc.JdbcLogoutOutbox;
import io.gatehouse.sts.store.jdbc.JdbcNodeKeyStore;
import io.gatehouse.sts.store.jdbc.JdbcQuotaLedger;
import io.gatehouse.sts.store.jdbc.JdbcSealedPlaces;
import io.gatehouse.sts.store.jdbc.JdbcSealedValueStore;
import io.gatehouse.sts.store.jdbc.JdbcSigningKeyStore;
import io.gatehouse.sts.store.jdbc.StateFolder;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.web.endpoint.MountTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The token service of a node, and everything it must not lose. */
final class IssuerPart implements AutoCloseable {
  /** The name of the audit log's chain. */
  private static final String WRITER = "sts";

  private final Database database;
  private final Path auditFolder;
  private final AuditLog auditLog;
  private final AuditSink audit;
  private final Feed feed;
  private final Kek kek;
  private final SealedPeppers peppers;
  private final DirectoryOwners owners;
  private final Ledger ledger;
  private final SigningKeys signingKeys;
  private final NodeKeys nodeKeys;
  private final ScopeCatalog scopes;
  private final Clients clients;
  private final AdminTokens adminTokens;
  private final Issuer name;
  private final Ambient ambient;

  /** What an issuer is opened with. */
  record Parts(
      Configuration configuration,
      StateFolder folder,
      Kek kek,
      DirectoryPart directory,
      Ambient ambient) {}

  IssuerPart(Parts parts, Local written) {
    this.ambient = parts.ambient();
    this.kek = parts.kek();
    this.database = StorePart.open(written, parts.folder(), ambient.clock());
    this.auditFolder = parts.folder().privateFolder("audit");
    this.auditLog = AuditLog.open(auditFolder, WRITER, ambient.clock(), ambient.nanos());
    this.audit = Failpoint.around(auditLog);
    this.feed = new Feed(new JdbcFeedStore(database));
    this.peppers = SealedPeppers.open(new JdbcSealedValueStore(database), kek, ambient.random());
    var settings = settings(parts.configuration());
    var directory = parts.directory().directory();
    this.owners =
        DirectoryOwners.watching(directory.people(), directory.watch(), settings, ambient.clock());
    this.ledger = openLedger(settings);
    this.signingKeys = openSigningKeys(IssuerOffer.keyIntervals(written));
    this.nodeKeys = NodeKeys.open(new JdbcNodeKeyStore(database), ambient.clock());
    this.scopes = IssuerOffer.scopes(written);
    this.name = new Issuer(written.issuer().value());
    this.clients = openClients();
    this.adminTokens =
        new AdminTokens(
            new JdbcAdminTokenStore(database), new RandomText(ambient.random()), ambient.clock());
    keepUp(ledger.follow(directory.watch()));
    parts.configuration().logs().audit().keep().ifPresent(this::retire);
  }

  private static LedgerSettings settings(Configuration configuration) {
    var usual = LedgerSettings.USUAL;
    return new LedgerSettings(
        usual.marksKept(),
        usual.unknownKept(),
        usual.ownerWindow(),
        configuration.directory().map(Directory::staleFor).orElse(usual.staleFor()),
        usual.freshFor(),
        configuration.feed().staleFor());
  }

  private Ledger openLedger(LedgerSettings settings) {
    return Ledger.open(
        new Ledger.Parts(
            new JdbcLedgerStore(database),
            feed,
            kek,
            owners,
            settings,
            ambient.clock(),
            ambient.nanos(),
            ambient.virtual()));
  }

  private SigningKeys openSigningKeys(KeyIntervals intervals) {
    return SigningKeys.open(
        new SigningKeys.Parts(
            new JdbcSigningKeyStore(database),
            feed,
            kek,
            intervals,
            ambient.clock(),
            Jca.installed(),
            SigningKeys.ALGORITHMS));
  }

  private Clients openClients() {
    return Clients.of(
        new Clients.Parts(
            new JdbcClientStore(database),
            ledger,
            owners,
            scopes,
            peppers,
            new RandomText(ambient.random()),
            ambient.clock()));
  }

  private void keepUp(OwnerEvents events) {
    every(
        TimeUnit.SECONDS,
        Quietly.each(
            "the issuer's second",
            events::drain,
            ledger::flushUsage,
            ledger::catchUp,
            () -> signingKeys.tick(ambient.clock().instant())));
    every(TimeUnit.MINUTES, Quietly.each("the issuer's minute", ledger::tidy, nodeKeys::keepUp));
  }

  private void retire(Duration kept) {
    var retention = new AuditRetention(auditFolder, WRITER, kept, ambient.clock());
    every(
        TimeUnit.MINUTES,
        Quietly.each("the audit log's retention", () -> retention.apply(auditLog)));
  }

  private void every(TimeUnit unit, Runnable round) {
    var _ =
        ambient
            .timer()
            .scheduleWithFixedDelay(Quietly.oneAtATime(ambient.virtual(), round), 1, 1, unit);
  }

  /** Everything that the issuer's listener serves. */
  MountTable mounts(
      Local written, DirectoryPart directory, SecondFactors secondFactors, Sts.Signed signed) {
    return Sts.mounts(
        IssuerOffer.of(written, scopes),
        StorePart.small(database),
        new Sts.Registers(clients, ledger, signingKeys, nodeKeys, kek),
        new Sts.Surroundings(
            owners,
            directory.directory().passwords(),
            secondFactors,
            audit,
            signed,
            new RandomText(ambient.random()),
            ambient.clock(),
            ambient.nanos()));
  }

  /** The revocation list of certificates that are made by {@code maker}. */
  RevocationLists revocationLists(CertificateMaker maker, Consumer<byte[]> publication) {
    var numbers = new JdbcListNumbers(database);
    return new RevocationLists(ledger, numbers, maker, publication, ambient.clock());
  }

  JdbcCertifiedKeys certifiedKeys() {
    return new JdbcCertifiedKeys(database);
  }

  JdbcQuotaLedger quotas() {
    return new JdbcQuotaLedger(database);
  }

  /** What of the store is sealed. */
  SealedPlaces sealedPlaces() {
    return new JdbcSealedPlaces(database);
  }

  AuditActions auditActions() {
    return new AuditActions(auditFolder, audit);
  }

  AuditSink audit() {
    return audit;
  }

  SealedPeppers peppers() {
    return peppers;
  }

  DirectoryOwners owners() {
    return owners;
  }

  Ledger ledger() {
    return ledger;
  }

  Issuer name() {
    return name;
  }

  SigningKeys signingKeys() {
    return signingKeys;
  }

  NodeKeys nodeKeys() {
    return nodeKeys;
  }

  ScopeCatalog scopes() {
    return scopes;
  }

  Clients clients() {
    return clients;
  }

  /** From now on clients are told of the sessions that end. */
  void tellLogouts(Local written, BackchannelLogout.Delivery delivery) {
    var logout =
        new BackchannelLogout(
            new Issuer(written.issuer().value()),
            new BackchannelLogout.Registers(clients, signingKeys),
            new JdbcLogoutOutbox(database),
            new BackchannelLogout.Means(
                delivery, new RandomText(ambient.random()), ambient.clock()));
    every(TimeUnit.SECONDS, Quietly.each("logout calls", logout::deliver));
  }

  Consents consents() {
    return new Consents(
        new JdbcConsentStore(database), ledger, new RandomText(ambient.random()), ambient.clock());
  }

  InitialTokens initialTokens() {
    return new InitialTokens(
        new JdbcInitialTokenStore(database), new RandomText(ambient.random()), ambient.clock());
  }

  AdminTokens adminTokens() {
    return adminTokens;
  }

  @Override
  public void close() {
    ledger.flushUsage();
    auditLog.close();
    database.close();
  }
}
