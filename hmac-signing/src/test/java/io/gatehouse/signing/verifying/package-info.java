/** Tests of the verifiers, named for the attacks that they answer. */
@NullMarked
package io.gatehouse.signing.verifying;

import org.jspecify.annotations.NullMarked;
