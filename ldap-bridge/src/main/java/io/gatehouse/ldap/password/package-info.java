/**
 * The one place where a person's password is tried.
 *
 * <p>Owns the bind with a person's name, the meaning of its answers, the counting of failures and
 * the equal treatment of wrong names and wrong passwords. Keeps no password and no result: each
 * check asks the directory. Does not own sessions, second factors or pages.
 */
@NullMarked
package io.gatehouse.ldap.password;

import org.jspecify.annotations.NullMarked;
