/**
 * The product as a program.
 *
 * <p>Owns {@code main} and what a process is given once: clock, randomness, standard streams. Does
 * not own anything that these are used for.
 */
@NullMarked
package io.gatehouse.app;

import org.jspecify.annotations.NullMarked;
