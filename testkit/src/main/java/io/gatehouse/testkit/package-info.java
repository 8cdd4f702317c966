/**
 * What tests of several modules share: a clock that stands still, fakes of the interfaces of {@code
 * identity}, and contracts. Not part of the product.
 */
@NullMarked
package io.gatehouse.testkit;

import org.jspecify.annotations.NullMarked;
