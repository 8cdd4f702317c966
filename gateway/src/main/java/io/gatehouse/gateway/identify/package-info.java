/**
 * Owns which route a request meets and which one credential it presents. Two credentials, or one
 * that could be read in two ways, end here with 400. It proves nothing.
 */
@NullMarked
package io.gatehouse.gateway.identify;

import org.jspecify.annotations.NullMarked;
