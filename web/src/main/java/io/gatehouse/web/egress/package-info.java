/**
 * Owns the one outbound client of the product: which addresses may be reached for whom, and how
 * much of an answer is read in which time. It does not cache, and it does not know what it fetches.
 */
@NullMarked
package io.gatehouse.web.egress;

import org.jspecify.annotations.NullMarked;
