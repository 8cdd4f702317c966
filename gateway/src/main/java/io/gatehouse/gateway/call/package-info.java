/**
 * Owns one request on its way: what it is, the steps of the pipeline and where they end, and the
 * trail that its decision line is made of. It judges nothing itself.
 */
@NullMarked
package io.gatehouse.gateway.call;

import org.jspecify.annotations.NullMarked;
