package io.gatehouse.ldap.embedded;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.RDN;
import io.gatehouse.identity.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Writes the first people file of a new directory. */
public final class FirstPeople {
  private final String base;
  private final StoredPassword passwords;

  /**
   * @param base such as {@code dc=example,dc=org}; the first part must be a {@code dc}
   */
  public FirstPeople(String base, SecureRandom random) {
    if (!base.regionMatches(true, 0, "dc=", 0, 3)) {
      throw new IllegalArgumentException("the base begins with dc=, not " + base);
    }
    this.base = base;
    this.passwords = new StoredPassword(random);
  }

  /** Someone to begin with; the password is stored hashed. */
  public record Person(String username, String givenName, String familyName, Secret password) {}

  /** A group to begin with. */
  public record Members(String group, List<String> usernames) {
    public Members {
      usernames = List.copyOf(usernames);
    }
  }

  /**
   * Writes a file with mode 0600; ids are given when it is first served.
   *
   * @param accountDn the account that the directory is read and written with, noted as an entry
   * @throws IOException when there is such a file already, or it cannot be written
   */
  public void write(Path file, String accountDn, List<Person> people, List<Members> groups)
      throws IOException {
    var text =
        new StringBuilder(
            """
            # People and groups. Edit this file while Gatehouse runs: it is read again when saved.
            # A password may be written in clear; it is replaced by its hash. An entry without an
            # entryUUID is given one. Switch a person off with: pwdAccountLockedTime: 000001010000Z

            """);
    for (var entry : entries(accountDn, people, groups)) {
      text.append(entry.toLDIFString()).append('\n');
    }
    LdifFile.create(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private List<Entry> entries(String accountDn, List<Person> people, List<Members> groups) {
    var entries = new ArrayList<Entry>();
    var name = base.substring(3).split(",", 2)[0];
    entries.add(entry(base, "domain", "dc", name));
    entries.add(entry("ou=people," + base, "organizationalUnit", "ou", "people"));
    entries.add(entry("ou=groups," + base, "organizationalUnit", "ou", "groups"));
    var account = new Entry(accountDn);
    account.addAttribute("objectClass", "applicationProcess");
    account.addAttribute("description", "Gatehouse binds as this; its password is not kept here.");
    entries.add(account);
    people.forEach(person -> entries.add(person(person)));
    groups.forEach(group -> entries.add(group(group)));
    return entries;
  }

  private static Entry entry(String dn, String objectClass, String attribute, String value) {
    var entry = new Entry(dn);
    entry.addAttribute("objectClass", objectClass);
    entry.addAttribute(attribute, value);
    return entry;
  }

  private String personDn(String username) {
    return new RDN("uid", username) + ",ou=people," + base;
  }

  private Entry person(Person person) {
    var entry = entry(personDn(person.username()), "inetOrgPerson", "uid", person.username());
    entry.addAttribute("cn", person.givenName() + " " + person.familyName());
    entry.addAttribute("givenName", person.givenName());
    entry.addAttribute("sn", person.familyName());
    entry.addAttribute("mail", person.username() + "@" + mailDomain());
    entry.addAttribute(Attributes.PASSWORD, passwords.hash(person.password().expose()));
    return entry;
  }

  private String mailDomain() {
    return base.replaceAll("(?i)dc=", "").replace(",", ".");
  }

  private Entry group(Members members) {
    var dn = new RDN("cn", members.group()) + ",ou=groups," + base;
    var entry = entry(dn, "groupOfNames", "cn", members.group());
    members.usernames().forEach(username -> entry.addAttribute("member", personDn(username)));
    return entry;
  }
}
