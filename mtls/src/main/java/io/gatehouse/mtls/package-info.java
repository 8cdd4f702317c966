/**
 * TLS for every listener and every outgoing connection: key and certificate files, contexts,
 * suites, and a small certificate authority. It owns how certificates and keys are read, made and
 * put to use. It does not own listeners, whose certificate means whom, or where the authority's key
 * is kept.
 */
@NullMarked
package io.gatehouse.mtls;

import org.jspecify.annotations.NullMarked;
