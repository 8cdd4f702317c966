package io.gatehouse.app.node;

import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.Secret;
import io.gatehouse.ldap.LdapDirectory;
import io.gatehouse.ldap.settings.DirectorySettings;
import io.gatehouse.ldap.settings.FailureLimits;
import io.gatehouse.ldap.settings.LdapUrl;
import io.gatehouse.mtls.TlsContexts;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Reaches a directory once, for those who are about to configure it. */
public final class DirectoryProbe {
  private DirectoryProbe() {}

  /** What is wrong, in words for the operator; empty when the directory answered. */
  public static Optional<String> bind(String url, String dn, Secret password) {
    try (var ambient = Ambient.ofThisProcess();
        var directory =
            new LdapDirectory(
                settings(url, dn, password, ambient.random()),
                FailureLimits.USUAL,
                new LdapDirectory.Ambient(ambient.clock(), ambient.nanos(), ambient.random()))) {
      var _ = directory.reach();
      return Optional.empty();
    } catch (DependencyUnavailable | IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static DirectorySettings settings(
      String url, String dn, Secret password, SecureRandom random) {
    return DirectorySettings.of(
        List.of(LdapUrl.parse(url)),
        DirectorySettings.Tree.below(baseOf(dn)),
        new DirectorySettings.BindAccount(dn, password),
        new TlsContexts(random).trustingTheSystem());
  }

  /** The domain that the account's DN ends with. */
  private static String baseOf(String dn) {
    var at = dn.toLowerCase(java.util.Locale.ROOT).indexOf("dc=");
    return at < 0 ? dn : dn.substring(at);
  }
}
