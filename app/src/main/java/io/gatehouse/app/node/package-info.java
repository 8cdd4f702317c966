/**
 * The composition root: builds a running node out of a checked configuration and a state folder,
 * and takes it down again.
 *
 * <p>Owns which implementation meets which interface, the clocks, randomness and threads, and the
 * order of starting and stopping. Decides nothing about requests.
 */
@NullMarked
package io.gatehouse.app.node;

import org.jspecify.annotations.NullMarked;
