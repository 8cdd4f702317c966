/**
 * What a directory connection needs to know, as types.
 *
 * <p>Owns addresses, the places of people and groups, the bind account, time-outs and limits, and
 * refuses what would send a password in clear. Does not own files, YAML or defaults of other
 * modules.
 */
@NullMarked
package io.gatehouse.ldap.settings;

import org.jspecify.annotations.NullMarked;
