package io.gatehouse.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import io.gatehouse.identity.Secret;
import io.gatehouse.ldap.embedded.EmbeddedDirectory;
import io.gatehouse.ldap.settings.DirectorySettings;
import io.gatehouse.ldap.settings.DirectorySettings.BindAccount;
import io.gatehouse.ldap.settings.DirectorySettings.Reading;
import io.gatehouse.ldap.settings.DirectorySettings.Transport;
import io.gatehouse.ldap.settings.DirectorySettings.Tree;
import io.gatehouse.ldap.settings.Flavour;
import io.gatehouse.ldap.settings.LdapUrl;
import io.gatehouse.testkit.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A directory that holds {@code base.ldif}.
 *
 * @param account what Gatehouse binds as
 * @param writer who may change everything
 */
record TestDirectory(LdapUrl url, BindAccount account, BindAccount writer, Runnable end)
    implements AutoCloseable {
  static final String BASE = "dc=example,dc=org";

  static TestDirectory slapd(String name) {
    var slapd = Slapd.start(name);
    return new TestDirectory(
        new LdapUrl(true, "127.0.0.1", slapd.tlsPort()),
        reader(),
        new BindAccount("cn=admin," + BASE, Secret.ofText("admin")),
        slapd::close);
  }

  static BindAccount reader() {
    return new BindAccount("cn=reader," + BASE, Secret.ofText("reader-password"));
  }

  static TestDirectory embedded() {
    try {
      var folder = TemporaryFolder.named("people");
      var file = folder.path().resolve("people.ldif");
      Files.writeString(file, Slapd.resource("base.ldif"));
      var account = new BindAccount("cn=gatehouse," + BASE, Secret.ofText("account-password"));
      var directory = embedded(file, account);
      return new TestDirectory(
          LdapUrl.parse(directory.url()),
          account,
          account,
          () -> {
            directory.close();
            folder.close();
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static EmbeddedDirectory embedded(Path file, BindAccount account) throws IOException {
    var settings =
        new EmbeddedDirectory.Settings(
            file, 0, account.dn(), account.password(), Certificates.server("srv"));
    return EmbeddedDirectory.start(settings, Clock.systemUTC(), new SecureRandom());
  }

  DirectorySettings settings() {
    return new DirectorySettings(
        List.of(url),
        Transport.ldaps(Certificates.client()),
        Tree.below(BASE),
        account,
        new Reading(Flavour.AUTO, List.of("uid", "mail")),
        Optional.empty());
  }

  LDAPConnection asWriter() throws LDAPException {
    var sockets = Certificates.client().getSocketFactory();
    return new LDAPConnection(
        sockets, url.host(), url.port(), writer.dn(), writer.password().exposeText());
  }

  @Override
  public void close() {
    end.run();
  }
}
