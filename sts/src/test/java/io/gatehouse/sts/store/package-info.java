/** Tests of the stores: one contract suite each, run on both twins, and the crash tests. */
@NullMarked
package io.gatehouse.sts.store;

import org.jspecify.annotations.NullMarked;
