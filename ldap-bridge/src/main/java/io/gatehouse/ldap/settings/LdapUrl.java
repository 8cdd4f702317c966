package io.gatehouse.ldap.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** The address of one directory server (RFC 4516, scheme, host and port only). */
public record LdapUrl(boolean tls, String host, int port) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "::1", "0:0:0:0:0:0:0:1");
  private static final int HIGHEST_PORT = 65_535;

  public LdapUrl {
    if (host.isEmpty() || port < 1 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("not a host and port: " + host + ":" + port);
    }
  }

  /**
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public static LdapUrl parse(String text) {
    var uri = uri(text);
    var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    var plainPath = uri.getRawPath() == null || uri.getRawPath().length() <= 1;
    var host = uri.getHost();
    if (!Set.of("ldap", "ldaps").contains(scheme) || host == null || !plainPath || extras(uri)) {
      throw new IllegalArgumentException(
          "write ldaps://host[:port] or ldap://host[:port], not " + text);
    }
    var tls = scheme.equals("ldaps");
    var port = uri.getPort() > 0 ? uri.getPort() : tls ? 636 : 389;
    return new LdapUrl(tls, host.replace("[", "").replace("]", ""), port);
  }

  private static boolean extras(URI uri) {
    return uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null;
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not an LDAP address: " + text, e);
    }
  }

  /** Whether the host, as written, can only be this machine. No name is resolved. */
  public boolean loopback() {
    return LOOPBACK.contains(host.toLowerCase(Locale.ROOT))
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  @Override
  public String toString() {
    var shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return (tls ? "ldaps://" : "ldap://") + shown + ":" + port;
  }
}
