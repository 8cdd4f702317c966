/**
 * Owns the one register of everything issued: who it stands on, what it may do, how long, whether
 * it was taken back; and what is known of the owners. Answers those who verify credentials from
 * memory. Does not make keys, does not judge proofs and never touches the directory's own data.
 */
@NullMarked
package io.gatehouse.sts.ledger;

import org.jspecify.annotations.NullMarked;
