/**
 * A server and raw clients for the tests of all packages below.
 *
 * <p>Owns sockets, certificates and answers as a test meets them. Judges nothing.
 */
@NullMarked
package io.gatehouse.web;

import org.jspecify.annotations.NullMarked;
