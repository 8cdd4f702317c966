package io.gatehouse.ldap.embedded;

import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import io.gatehouse.identity.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** A directory of one file, served over LDAPS at 127.0.0.1. */
public final class EmbeddedDirectory implements AutoCloseable {
  private static final int CHECK_MILLIS = 500;
  private static final int MOST_CONNECTIONS = 128;
  private static final int LARGEST_MESSAGE = 4 * 1024 * 1024;

  private final SavedEntries saved;
  private final LDAPListener listener;
  private Optional<ScheduledFuture<?>> checks = Optional.empty();

  private EmbeddedDirectory(SavedEntries saved, LDAPListener listener) {
    this.saved = saved;
    this.listener = listener;
  }

  /**
   * What to serve and to whom.
   *
   * @param port 0: a free one
   * @param accountDn the one caller that may read and write; needs no entry
   * @param tls with a certificate for {@code 127.0.0.1} or {@code localhost}
   */
  public record Settings(
      Path ldif, int port, String accountDn, Secret accountPassword, SSLContext tls) {}

  /**
   * Reads the file, completes it (ids, hashes) and listens.
   *
   * @throws BrokenLdif when the file holds something that cannot be served
   * @throws IOException when the file cannot be read or written, or the port is taken
   */
  public static EmbeddedDirectory start(Settings settings, InstantSource clock, SecureRandom random)
      throws IOException {
    var file = new LdifFile(settings.ldif());
    var passwords = new StoredPassword(random);
    var preparation = new Preparation(file.name(), passwords, random);
    try {
      var account = new Service.Account(new DN(settings.accountDn()), settings.accountPassword());
      var saved = SavedEntries.open(file, preparation, clock);
      var service = new Service(saved, preparation, passwords, account);
      return new EmbeddedDirectory(saved, listen(settings, Session.first(service)));
    } catch (LDAPException e) {
      throw new BrokenLdif(file.name(), 1, "an entry was refused: " + e.getResultCode());
    }
  }

  private static LDAPListener listen(Settings settings, Session session) throws IOException {
    var config = new LDAPListenerConfig(settings.port(), session);
    config.setListenAddress(InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1}));
    config.setServerSocketFactory(settings.tls().getServerSocketFactory());
    config.setMaxConnections(MOST_CONNECTIONS);
    config.setMaxMessageSizeBytes(LARGEST_MESSAGE);
    var listener = new LDAPListener(config);
    listener.startListening();
    return listener;
  }

  /** Looks at the file twice a second from now on. */
  public synchronized void watchFile(ScheduledExecutorService scheduler) {
    var task =
        scheduler.scheduleWithFixedDelay(
            this::checkFile, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    checks.ifPresent(before -> before.cancel(false));
    checks = Optional.of(task);
  }

  /** Looks at the file now; one that changed is read when a second look finds it unchanged. */
  public void checkFile() {
    saved.check();
  }

  public int port() {
    return listener.getListenPort();
  }

  public String url() {
    return "ldaps://127.0.0.1:" + port();
  }

  /** The topmost entry of the file. */
  public String base() {
    return saved.store().top().toString();
  }

  public EmbeddedPeople people() {
    return new EmbeddedPeople(saved);
  }

  /** Why the file on disk is not what is served, with its line; empty when it is. */
  public Optional<String> problem() {
    return saved.problem();
  }

  @Override
  public synchronized void close() {
    checks.ifPresent(task -> task.cancel(false));
    listener.shutDown(true);
  }
}
