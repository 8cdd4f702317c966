/**
 * Owns the sockets that the product listens on: opening them with the byte guard beneath, TLS,
 * their one shared worker and its memory, and the graceful stop. It does not know what is served.
 */
@NullMarked
package io.gatehouse.web.listen;

import org.jspecify.annotations.NullMarked;
