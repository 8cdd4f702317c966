/**
 * The configuration file: a record per feature, and the rules that hold between them.
 *
 * <p>Owns every key, its meaning, its value when left out, and the check of a whole file. Does not
 * own what is built from it: that is {@code node}'s. A file is taken as a whole or not at all.
 */
@NullMarked
package io.gatehouse.app.config;

import org.jspecify.annotations.NullMarked;
