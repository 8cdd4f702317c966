/**
 * A directory inside the process, for those who have none.
 *
 * <p>Owns an LDAPS listener on loopback, the LDIF file that a person may edit while it runs, and
 * the hashing of the passwords in it. The file is the truth: it is read again when it changes, and
 * a change over LDAP is acknowledged only when it stands in the file. Two kinds of caller: the bind
 * account reads and writes everything but passwords' hashes; a person may bind and change the own
 * password. Does not own how Gatehouse reads a directory: it is met over LDAP like any other.
 */
@NullMarked
package io.gatehouse.ldap.embedded;

import org.jspecify.annotations.NullMarked;
