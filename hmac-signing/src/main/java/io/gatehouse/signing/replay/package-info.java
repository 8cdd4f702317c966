/**
 * What was used once is remembered here, for one node, in bounded memory.
 *
 * <p>Owns the marks, their file across an orderly stop, and the caution after a disorderly one.
 * Does not own what an id is or how long it matters: whoever claims says so.
 */
@NullMarked
package io.gatehouse.signing.replay;

import org.jspecify.annotations.NullMarked;
