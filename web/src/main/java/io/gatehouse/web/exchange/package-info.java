/**
 * Owns one request on its connection: the head as received, the content read on demand, the reply,
 * the threads that a handler may move between, the one end that every exchange comes to. It does
 * not route, and it does not know what listens.
 */
@NullMarked
package io.gatehouse.web.exchange;

import org.jspecify.annotations.NullMarked;
