/**
 * The single values of a configuration file: sizes, rates, addresses, references to secrets.
 *
 * <p>Owns how each is written and what it means. Does not own which key takes which.
 */
@NullMarked
package io.gatehouse.app.config.value;

import org.jspecify.annotations.NullMarked;
