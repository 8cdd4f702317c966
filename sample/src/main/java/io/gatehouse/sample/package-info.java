/**
 * A service as a company would write it behind Gatehouse: it verifies the signed identity with a
 * JWT library of its own and answers what it was sent.
 *
 * <p>Shares no code with the product. A process of its own, ended by the end of its input.
 */
@NullMarked
package io.gatehouse.sample;

import org.jspecify.annotations.NullMarked;
