/**
 * The configuration file described for people and for editors, out of the same records that read
 * it.
 *
 * <p>Owns the reference page and the JSON Schema. Does not own any key or its words.
 */
@NullMarked
package io.gatehouse.app.config.reference;

import org.jspecify.annotations.NullMarked;
