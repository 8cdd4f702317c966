/**
 * Owns the composition of the gateway and the order of its stages. What a stage does is in the
 * folder of its name.
 */
@NullMarked
package io.gatehouse.gateway;

import org.jspecify.annotations.NullMarked;
