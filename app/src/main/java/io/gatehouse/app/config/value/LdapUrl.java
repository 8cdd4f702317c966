package io.gatehouse.app.config.value;

import java.net.URI;
import java.util.Set;

/** An LDAP server: {@code ldaps://ldap1.example.com}, or {@code ldap://} with StartTLS. */
public record LdapUrl(String host, int port, boolean tls) {
  public static final String FORM = "ldaps?://[^ ?#/]+/?";
  public static final String WORDS = "an LDAP server such as ldaps://ldap1.example.com";

  public static Parsed<LdapUrl> parse(String text) {
    return Urls.parse(text, Set.of("ldaps", "ldap"), WORDS).then(LdapUrl::of);
  }

  private static Parsed<LdapUrl> of(URI uri) {
    if (!Urls.isBareOrigin(uri)) {
      return Parsed.bad("The base DN stands under `base`, not in the URL.");
    }
    var tls = uri.getScheme().equals("ldaps");
    var usual = tls ? 636 : 389;
    return Parsed.good(new LdapUrl(uri.getHost(), uri.getPort() < 0 ? usual : uri.getPort(), tls));
  }
}
