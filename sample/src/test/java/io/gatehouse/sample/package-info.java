/** Tests of the demo's service. */
@NullMarked
package io.gatehouse.sample;

import org.jspecify.annotations.NullMarked;
