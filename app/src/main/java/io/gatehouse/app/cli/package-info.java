/**
 * The commands: what a person types, what is printed, and the exit code.
 *
 * <p>Owns arguments, questions, tables and sentences. Does not own any action: a running instance
 * does them behind its admin API, and the node and the demo are handed in.
 */
@NullMarked
package io.gatehouse.app.cli;

import org.jspecify.annotations.NullMarked;
