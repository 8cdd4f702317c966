package io.gatehouse.ldap.settings;

/** Which product's habits the directory has. */
public enum Flavour {
  /** Asked from the server's root entry when first reached. */
  AUTO,
  /** OpenLDAP and everything that follows RFC 4530, the embedded directory included. */
  OPENLDAP,
  ACTIVE_DIRECTORY,
  DIRECTORY_SERVER_389
}
