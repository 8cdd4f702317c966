package io.gatehouse.app.node;

import io.gatehouse.app.cli.Exit;
import io.gatehouse.app.cli.Stop;
import io.gatehouse.app.config.Directory;
import io.gatehouse.app.config.value.Dn;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.Secret;
import io.gatehouse.ldap.LdapDirectory;
import io.gatehouse.ldap.embedded.BrokenLdif;
import io.gatehouse.ldap.embedded.EmbeddedDirectory;
import io.gatehouse.ldap.embedded.EmbeddedPeople;
import io.gatehouse.ldap.settings.DirectorySettings;
import io.gatehouse.ldap.settings.FailureLimits;
import io.gatehouse.ldap.settings.Flavour;
import io.gatehouse.ldap.settings.LdapUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The node's directory: the company's own servers, or the embedded one over its own socket. */
final class DirectoryPart implements AutoCloseable {
  /** The embedded directory of a new folder; another base is written into its file. */
  static final String EMBEDDED_BASE = "dc=example,dc=org";

  private static final int PASSWORD_BYTES = 24;

  private final LdapDirectory directory;
  private final Optional<EmbeddedDirectory> embedded;

  private DirectoryPart(LdapDirectory directory, Optional<EmbeddedDirectory> embedded) {
    this.directory = directory;
    this.embedded = embedded;
  }

  /**
   * Opens it and asks it once.
   *
   * @throws Stop when it cannot be reached or read: a node does not start on a guess
   */
  static DirectoryPart open(Directory written, NodeTls tls, Ambient ambient) {
    return switch (written) {
      case Directory.Ldap ldap -> new DirectoryPart(company(ldap, tls, ambient), Optional.empty());
      case Directory.Embedded file -> embedded(file, tls, ambient);
    };
  }

  private static LdapDirectory company(Directory.Ldap written, NodeTls tls, Ambient ambient) {
    var directory =
        new LdapDirectory(settings(written, tls), FailureLimits.USUAL, ldapAmbient(ambient));
    try {
      directory.reach();
      directory.watch().start(ambient.timer());
      return directory;
    } catch (DependencyUnavailable e) {
      directory.close();
      throw new Stop(
          Exit.UNREACHABLE,
          "The directory does not answer: "
              + e.getMessage()
              + ". Check `directory` in the configuration, and that the server runs.");
    }
  }

  private static DirectorySettings settings(Directory.Ldap written, NodeTls tls) {
    var context = tls.trusting(written.ca());
    var usual = DirectorySettings.Transport.ldaps(context);
    var below = DirectorySettings.Tree.below(written.base().text());
    return new DirectorySettings(
        written.ldap().stream().map(u -> new LdapUrl(u.tls(), u.host(), u.port())).toList(),
        new DirectorySettings.Transport(
            context, written.startTls(), false, usual.connectTimeout(), written.timeout()),
        new DirectorySettings.Tree(
            written.base().text(),
            written.people().map(Dn::text).orElse(below.people()),
            written.groups().map(Dn::text).orElse(below.groups())),
        new DirectorySettings.BindAccount(
            written.bind().dn().text(), written.bind().password().readLine()),
        new DirectorySettings.Reading(flavour(written.flavour()), written.login()),
        written.decoy().map(Dn::text));
  }

  private static Flavour flavour(Directory.Flavour written) {
    return switch (written) {
      case AUTO -> Flavour.AUTO;
      case OPENLDAP -> Flavour.OPENLDAP;
      case ACTIVE_DIRECTORY -> Flavour.ACTIVE_DIRECTORY;
      case DIRECTORY_SERVER_389 -> Flavour.DIRECTORY_SERVER_389;
    };
  }

  private static DirectoryPart embedded(Directory.Embedded written, NodeTls tls, Ambient ambient) {
    var account = account(written, ambient);
    try {
      var server =
          EmbeddedDirectory.start(
              new EmbeddedDirectory.Settings(
                  written.embedded().path(),
                  written.listen().map(address -> address.port()).orElse(0),
                  account.dn(),
                  account.password(),
                  tls.server(written.tls())),
              ambient.clock(),
              ambient.random());
      server.watchFile(ambient.timer());
      var directory =
          new LdapDirectory(
              DirectorySettings.of(
                  List.of(LdapUrl.parse(server.url())),
                  DirectorySettings.Tree.below(server.base()),
                  account,
                  tls.trustingServer(written.tls())),
              FailureLimits.USUAL,
              ldapAmbient(ambient));
      directory.watch().start(ambient.timer());
      return new DirectoryPart(directory, Optional.of(server));
    } catch (BrokenLdif e) {
      throw new Stop(Exit.BAD_INPUT, e.sentence());
    } catch (IOException e) {
      throw new Stop(Exit.BAD_INPUT, cannotServe(written.embedded().path(), e));
    }
  }

  private static String cannotServe(Path file, IOException cause) {
    return "The embedded directory cannot be served from "
        + file
        + ": "
        + cause.getMessage()
        + ". Check that the file can be read and written and that its port is free.";
  }

  /** The account in the file; one that nobody knows when none is written. */
  private static DirectorySettings.BindAccount account(
      Directory.Embedded written, Ambient ambient) {
    return written
        .bind()
        .map(b -> new DirectorySettings.BindAccount(b.dn().text(), b.password().readLine()))
        .orElseGet(() -> {
          var password = new byte[PASSWORD_BYTES];
          ambient.random().nextBytes(password);
          return new DirectorySettings.BindAccount(
              "cn=gatehouse", Secret.ofText(HexFormat.of().formatHex(password)));
        });
  }

  private static LdapDirectory.Ambient ldapAmbient(Ambient ambient) {
    return new LdapDirectory.Ambient(ambient.clock(), ambient.nanos(), ambient.random());
  }

  LdapDirectory directory() {
    return directory;
  }

  /** The verbs for people; only the embedded directory has them. */
  Optional<EmbeddedPeople> people() {
    return embedded.map(EmbeddedDirectory::people);
  }

  @Override
  public void close() {
    directory.close();
    embedded.ifPresent(EmbeddedDirectory::close);
  }
}
