/**
 * Owns what a page or an API of the product is written against: the request as parsed once, the
 * reply, the table of mounts, forms and cookies, problems as JSON. It knows no server: sockets,
 * threads and the reading of bodies belong to {@code exchange} and {@code listen}.
 */
@NullMarked
package io.gatehouse.web.endpoint;

import org.jspecify.annotations.NullMarked;
