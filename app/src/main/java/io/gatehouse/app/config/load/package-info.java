/**
 * Reads a configuration file and judges it as a whole: every flaw at once, or a configuration.
 *
 * <p>Owns how each single value is parsed for this product and the rules between records. Does not
 * own the compilation of policies: the gateway hands in a rule for that.
 */
@NullMarked
package io.gatehouse.app.config.load;

import org.jspecify.annotations.NullMarked;
