/** Tests of the signing package against published vectors and tools of other makers. */
@NullMarked
package io.gatehouse.signing;

import org.jspecify.annotations.NullMarked;
