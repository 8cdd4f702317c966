/**
 * Owns the admin API: administrators' tokens and roles, the endpoint that every module's actions
 * are mounted through, and the actions on keys, clients, signing keys and sessions. Decides nothing
 * that the ledger or the client register decides.
 */
@NullMarked
package io.gatehouse.sts.admin;

import org.jspecify.annotations.NullMarked;
