/** Tests of the limiter's arithmetic, memory and concurrency. */
@NullMarked
package io.gatehouse.ratelimit;

import org.jspecify.annotations.NullMarked;
