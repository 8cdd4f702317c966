package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Checked;
import io.gatehouse.app.config.shape.Complaints;
import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Kind;
import io.gatehouse.app.config.shape.Means;
import io.gatehouse.app.config.value.Dn;
import io.gatehouse.app.config.value.LdapUrl;
import io.gatehouse.app.config.value.ListenAddress;
import io.gatehouse.app.config.value.PublicFile;
import io.gatehouse.app.config.value.SecretRef;
import io.gatehouse.app.config.value.Worded;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where people and groups are. */
@Means("Where people and groups are: a company's LDAP servers, or the embedded directory.")
public sealed interface Directory {
  /** How long the last known state of an owner serves while the directory is out of reach. */
  Duration staleFor();

  /** The company's own directory. */
  @Kind("ldap")
  @Means("A company's own LDAP servers.")
  record Ldap(
      @Key(
              means = "The servers, in order of preference.",
              needed = true,
              example = "[ldaps://ldap1.example.com]")
          List<LdapUrl> ldap,
      @Key(means = "The DN below which everything is.", example = "dc=example,dc=com") Dn base,
      @Key(
              means = "The DN below which people are; an entry outside is nobody.",
              leftOut = "`ou=people` below `base`",
              example = "ou=staff,dc=example,dc=com")
          Optional<Dn> people,
      @Key(
              means = "The DN below which groups are; a group outside is no group.",
              leftOut = "`ou=groups` below `base`",
              example = "ou=teams,dc=example,dc=com")
          Optional<Dn> groups,
      @Key(means = "The account that reads people and groups.") Bind bind,
      @Key(means = "Speak StartTLS to ldap:// servers.", otherwise = "false") boolean startTls,
      @Key(
              means = "The CA of the servers' certificates.",
              leftOut = "the system's",
              example = "file:ldap-ca.pem")
          Optional<PublicFile> ca,
      @Key(means = "Which product's habits the servers have.", otherwise = "auto") Flavour flavour,
      @Key(
              means = "The attributes that people may type as their name.",
              leftOut = "the product's own, such as uid",
              example = "[uid, mail]")
          List<String> login,
      @Key(
              means =
                  "An entry whose password nobody knows; unknown names are bound against it so"
                      + " that they take the same time.",
              leftOut = "the time is kept alike without one",
              example = "uid=nobody,ou=people,dc=example,dc=com")
          Optional<Dn> decoy,
      @Key(means = "How long one answer may take.", otherwise = "2s") Duration timeout,
      @Key(
              means =
                  "How long the last known state of a person serves while LDAP is out of reach.",
              otherwise = "60m")
          Duration staleFor)
      implements Directory, Checked {

    public Ldap {
      ldap = List.copyOf(ldap);
      login = List.copyOf(login);
    }

    @Override
    public void check(Complaints complaints) {
      if (ldap.stream().anyMatch(LdapUrl::tls) && startTls) {
        complaints.about(this, "start_tls", "StartTLS belongs to ldap://, not to ldaps://.");
      }
      if (ldap.stream().anyMatch(url -> !url.tls()) && !startTls) {
        complaints.about(
            this,
            "ldap",
            "ldap:// would carry passwords in clear.",
            "Use ldaps://, or set `start_tls: true`.");
      }
    }
  }

  /** The directory inside the node. */
  @Kind("embedded")
  @Means("A directory inside the node, kept in one LDIF file that a person can edit.")
  record Embedded(
      @Key(means = "The LDIF file; changes on disk are taken over.", example = "file:people.ldif")
          PublicFile embedded,
      @Key(
              means = "Where it also answers LDAPS, for other programs.",
              leftOut = "nowhere",
              example = "127.0.0.1:1636")
          Optional<ListenAddress> listen,
      @Key(
              means = "The certificate of that listener.",
              leftOut = "a certificate for localhost by the node's own CA")
          Optional<Tls> tls,
      @Key(
              means = "An account that other programs may read and write it with.",
              leftOut = "none but the node itself",
              example = "{ dn: 'cn=admin,dc=example,dc=org', password: file:directory.pw }")
          Optional<Bind> bind,
      @Key(
              means = "How long the last known state of a person serves while it cannot be read.",
              otherwise = "60m")
          Duration staleFor)
      implements Directory {}

  /** The account that reads. */
  @Means("An account that may read people and groups.")
  record Bind(
      @Key(means = "Its DN.", example = "cn=gatehouse,dc=example,dc=com") Dn dn,
      @Key(means = "Its password.", example = "file:ldap.pw") SecretRef password)
      implements Checked {
    @Override
    public void check(Complaints complaints) {
      // RFC 4513 §5.1.2: a DN with an empty password succeeds without proving anything.
      if (password.readLine().length() == 0) {
        complaints.about(this, "password", "The password is empty.");
      }
    }
  }

  /** Directory products. */
  enum Flavour implements Worded {
    AUTO("auto"),
    OPENLDAP("openldap"),
    ACTIVE_DIRECTORY("active-directory"),
    DIRECTORY_SERVER_389("389ds");

    private final String word;

    Flavour(String word) {
      this.word = word;
    }

    @Override
    public String word() {
      return word;
    }
  }
}
