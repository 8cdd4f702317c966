/**
 * Binds YAML to records, and describes records to people: one shape serves the binder, the JSON
 * Schema and the reference page.
 *
 * <p>Owns keys, presence, types, references between names, suggestions. Does not own any key of the
 * product: those are the records of {@code config}.
 */
@NullMarked
package io.gatehouse.app.config.shape;

import org.jspecify.annotations.NullMarked;
