/**
 * The words that every module shares and the interfaces that one module implements for another.
 *
 * <p>Owns the vocabulary: who acts, what was presented, what was proven, what was refused. Does not
 * own any decision: no I/O, no framework, no branching but parsing.
 */
@NullMarked
package io.gatehouse.identity;

import org.jspecify.annotations.NullMarked;
