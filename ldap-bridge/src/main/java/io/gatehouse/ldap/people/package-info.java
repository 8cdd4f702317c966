/**
 * People and their groups.
 *
 * <p>Owns the search filters, the reading of entries (an allow list of attributes, sizes bounded),
 * what each flavour calls an id, a name, a disabled account, and the names of groups. Does not own
 * passwords or the watching of changes.
 *
 * <p><b>Group names.</b> A group counts only when its whole distinguished name lies below the group
 * base. One directly below is named by the value of its {@code cn} there: {@code
 * cn=admins,ou=groups,dc=example,dc=org} is {@code admins}. One deeper is named by its path from
 * the base down: {@code cn=admins,ou=lab,ou=groups,...} is {@code lab/admins}, so that whoever may
 * create groups in a corner cannot create {@code admins}. The name is taken from the distinguished
 * name, never from the attribute {@code cn}, which may hold more values. A group whose path holds a
 * value with {@code /} or a control character, or a relative name of several parts, has no name and
 * gives nothing.
 */
@NullMarked
package io.gatehouse.ldap.people;

import org.jspecify.annotations.NullMarked;
