/** Tests of the replay guard across stops, crashes and clock jumps. */
@NullMarked
package io.gatehouse.signing.replay;

import org.jspecify.annotations.NullMarked;
