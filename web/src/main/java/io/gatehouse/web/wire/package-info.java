/**
 * Owns the byte guard: what may pass as HTTP/1 before any parser sees it. One pass over the bytes
 * judges request lines, field lines, lengths and chunk syntax; what fails is answered here and the
 * connection closed. It does not know paths, routes or credentials, and it rewrites nothing.
 */
@NullMarked
package io.gatehouse.web.wire;

import org.jspecify.annotations.NullMarked;
