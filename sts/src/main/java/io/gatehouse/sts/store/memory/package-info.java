/**
 * Owns the in-memory twins of the small stores, for tests and for trying things out: each passes
 * the same contract as its JDBC twin. Nothing here survives the process.
 */
@NullMarked
package io.gatehouse.sts.store.memory;

import org.jspecify.annotations.NullMarked;
