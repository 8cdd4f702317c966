/**
 * Reads YAML 1.2 into a small tree that knows where each value was written.
 *
 * <p>Owns syntax and its bounds: size, depth, aliases, tags, documents. Does not own meaning: which
 * keys exist and what their values are is {@code shape}'s.
 */
@NullMarked
package io.gatehouse.app.config.yaml;

import org.jspecify.annotations.NullMarked;
