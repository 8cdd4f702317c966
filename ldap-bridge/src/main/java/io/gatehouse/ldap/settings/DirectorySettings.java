package io.gatehouse.ldap.settings;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import io.gatehouse.identity.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * A directory as the operator described it.
 *
 * @param servers in order of preference
 * @param decoyDn an entry that exists, holds a password that nobody knows and is hashed like
 *     people's; wrong names are bound against it so that they take the time of a wrong password
 */
public record DirectorySettings(
    List<LdapUrl> servers,
    Transport transport,
    Tree tree,
    BindAccount account,
    Reading reading,
    Optional<String> decoyDn) {

  public DirectorySettings {
    servers = List.copyOf(servers);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("name at least one directory server");
    }
    decoyDn.ifPresent(DirectorySettings::requireDn);
    for (var server : servers) {
      requireProtected(server, transport);
    }
  }

  /** The usual settings: LDAPS, people and groups in their usual places, OpenLDAP's habits. */
  public static DirectorySettings of(
      List<LdapUrl> servers, Tree tree, BindAccount account, SSLContext tls) {
    return new DirectorySettings(
        servers, Transport.ldaps(tls), tree, account, Reading.USUAL, Optional.empty());
  }

  private static void requireProtected(LdapUrl server, Transport transport) {
    if (server.tls() && transport.startTls()) {
      throw new IllegalArgumentException("StartTLS belongs to ldap://, not to " + server);
    }
    var inClear = !server.tls() && !transport.startTls();
    if (inClear && !(transport.plainOnLoopback() && server.loopback())) {
      throw new IllegalArgumentException(
          server + " would carry passwords in clear: use ldaps:// or StartTLS");
    }
  }

  static void requireDn(String text) {
    try {
      if (new DN(text).isNullDN()) {
        throw new IllegalArgumentException("an empty distinguished name");
      }
    } catch (LDAPException e) {
      throw new IllegalArgumentException("not a distinguished name: " + text, e);
    }
  }

  /**
   * How servers are reached. The host name is always verified against the certificate.
   *
   * @param connectTimeout for TCP, and again for the TLS handshake
   * @param responseTimeout for each answer
   */
  public record Transport(
      SSLContext tls,
      boolean startTls,
      boolean plainOnLoopback,
      Duration connectTimeout,
      Duration responseTimeout) {
    public static Transport ldaps(SSLContext tls) {
      return new Transport(tls, false, false, Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    public static Transport startTls(SSLContext tls) {
      return new Transport(tls, true, false, Duration.ofSeconds(1), Duration.ofSeconds(2));
    }
  }

  /**
   * Where things stand.
   *
   * @param root below it an entry that left {@code people} is still looked for, to tell a move from
   *     a deletion
   * @param people an entry outside is nobody
   * @param groups a group outside is no group
   */
  public record Tree(String root, String people, String groups) {
    public Tree {
      requireDn(root);
      requireDn(people);
      requireDn(groups);
    }

    /** {@code ou=people} and {@code ou=groups} below the base. */
    public static Tree below(String base) {
      return new Tree(base, "ou=people," + base, "ou=groups," + base);
    }
  }

  /** The account that reads people and groups. */
  public record BindAccount(String dn, Secret password) {
    public BindAccount {
      requireDn(dn);
      if (password.length() == 0) {
        // RFC 4513 §5.1.2: a DN with an empty password succeeds without proving anything.
        throw new IllegalArgumentException("the bind account needs a password");
      }
    }
  }

  /**
   * How entries are read.
   *
   * @param loginAttributes what people may type as their name; empty: the flavour's own
   */
  public record Reading(Flavour flavour, List<String> loginAttributes) {
    public static final Reading USUAL = new Reading(Flavour.AUTO, List.of());
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,63}");

    public Reading {
      loginAttributes = List.copyOf(loginAttributes);
      for (var attribute : loginAttributes) {
        requireAttribute(attribute);
      }
    }

    /** RFC 4512 §1.4: a short attribute name without options; never a password. */
    public static void requireAttribute(String attribute) {
      if (!ATTRIBUTE.matcher(attribute).matches() || attribute.equalsIgnoreCase("userPassword")) {
        throw new IllegalArgumentException("not an attribute to search by: " + attribute);
      }
    }
  }
}
