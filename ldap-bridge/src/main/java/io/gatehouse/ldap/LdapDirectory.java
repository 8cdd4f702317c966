package io.gatehouse.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import io.gatehouse.identity.PasswordCheck;
import io.gatehouse.identity.UserDirectory;
import io.gatehouse.ldap.connection.DirectoryConnections;
import io.gatehouse.ldap.password.LdapPasswordCheck;
import io.gatehouse.ldap.people.LdapPeople;
import io.gatehouse.ldap.people.PeopleTree;
import io.gatehouse.ldap.settings.DirectorySettings;
import io.gatehouse.ldap.settings.FailureLimits;
import io.gatehouse.ldap.watch.PollingOwnerWatch;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.LongSupplier;

/** One directory, whole. Opening it connects to nothing: a server may come up later. */
public final class LdapDirectory implements AutoCloseable {
  private final DirectoryConnections connections;
  private final PeopleTree tree;
  private final LdapPeople people;
  private final LdapPasswordCheck passwords;
  private final PollingOwnerWatch watch;

  /**
   * What the directory takes from the process.
   *
   * @param nanos a monotonic clock
   */
  public record Ambient(InstantSource clock, LongSupplier nanos, SecureRandom random) {}

  public LdapDirectory(DirectorySettings settings, FailureLimits limits, Ambient ambient) {
    this.connections = new DirectoryConnections(settings, ambient.nanos());
    this.tree = PeopleTree.of(settings, ambient.clock(), ambient.nanos());
    this.watch = new PollingOwnerWatch(connections, tree, ambient.clock(), ambient.nanos());
    this.people = new LdapPeople(connections, tree, watch);
    this.passwords =
        new LdapPasswordCheck(
            people,
            connections,
            decoy(settings, ambient.random()),
            new LdapPasswordCheck.Ambient(limits, ambient.nanos()));
  }

  /** The configured decoy, else a name that nobody can have. */
  private static DN decoy(DirectorySettings settings, SecureRandom random) {
    var name = new byte[16];
    random.nextBytes(name);
    var nobody = new RDN("cn", "decoy-" + HexFormat.of().formatHex(name));
    try {
      return new DN(settings.decoyDn().orElse(nobody + "," + settings.tree().people()));
    } catch (LDAPException e) {
      throw new IllegalArgumentException("the decoy is not a distinguished name", e);
    }
  }

  /** Finds people; an {@code OwnerFinder} too. */
  public UserDirectory people() {
    return people;
  }

  public PasswordCheck passwords() {
    return passwords;
  }

  /** Must be started to watch by itself. */
  public PollingOwnerWatch watch() {
    return watch;
  }

  /**
   * Asks the directory once, past every guard: for a first start and for health pages.
   *
   * @return the address of the server that answered
   * @throws io.gatehouse.identity.DependencyUnavailable with the reason when none does
   */
  public String reach() {
    return connections.probe(link -> {
      var _ = tree.dialects().on(link);
      tree.people().requireBase(link);
      return link.server().toString();
    });
  }

  @Override
  public void close() {
    watch.close();
    connections.close();
  }
}
