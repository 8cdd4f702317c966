/**
 * People from LDAP: the way in for the rest of Gatehouse.
 *
 * <p>Owns putting the parts of the folder together: connections, people, the check of passwords,
 * the watch. Does not own any of them, nor the configuration they come from.
 */
@NullMarked
package io.gatehouse.ldap;

import org.jspecify.annotations.NullMarked;
