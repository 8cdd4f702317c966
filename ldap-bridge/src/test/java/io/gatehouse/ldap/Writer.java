package io.gatehouse.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;

/** What an administrator does to a directory with their own tools. */
record Writer(LDAPConnection connection) implements AutoCloseable {
  static final String PEOPLE = "ou=people," + TestDirectory.BASE;
  static final String GROUPS = "ou=groups," + TestDirectory.BASE;

  static String person(String uid) {
    return new RDN("uid", uid) + "," + PEOPLE;
  }

  static String group(String cn) {
    return new RDN("cn", cn) + "," + GROUPS;
  }

  void addPerson(String uid, String password) throws LDAPException {
    var entry = new Entry(person(uid));
    entry.addAttribute("objectClass", "inetOrgPerson");
    entry.addAttribute("uid", uid);
    entry.addAttribute("cn", uid);
    entry.addAttribute("sn", "Test");
    entry.addAttribute("mail", uid.replaceAll("[^a-z0-9]", "") + "@example.org");
    entry.addAttribute("userPassword", password);
    connection.add(entry);
  }

  void addGroup(String dn, String... members) throws LDAPException {
    var entry = new Entry(dn);
    entry.addAttribute("objectClass", "groupOfNames");
    entry.addAttribute("cn", new DN(dn).getRDN().getAttributeValues()[0]);
    entry.addAttribute("member", members);
    connection.add(entry);
  }

  void set(String dn, String attribute, String... values) throws LDAPException {
    connection.modify(dn, new Modification(ModificationType.REPLACE, attribute, values));
  }

  void remove(String dn, String attribute, String value) throws LDAPException {
    connection.modify(dn, new Modification(ModificationType.DELETE, attribute, value));
  }

  void moveOut(String dn) throws LDAPException {
    connection.modifyDN(dn, new DN(dn).getRDNString(), true, "ou=left," + TestDirectory.BASE);
  }

  void delete(String dn) throws LDAPException {
    connection.delete(dn);
  }

  @Override
  public void close() {
    connection.close();
  }
}
