/**
 * SAML 2.0 assertions: read behind one guard, verified with the keys of a trusted issuer, and
 * written for people of our own directory.
 *
 * <p>Owns the bytes and the shape of XML that strangers send, the XML signature, the conditions of
 * an assertion, and the keys that certificates and metadata files name. Does not own whom an
 * assertion stands for, nor whether it was used before: the caller asks the directory and the
 * replay guard. OpenSAML and Santuario are used here and nowhere else.
 */
@NullMarked
package io.gatehouse.tokens.saml;

import org.jspecify.annotations.NullMarked;
