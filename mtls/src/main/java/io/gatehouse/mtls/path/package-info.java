/**
 * Owns what a certificate chain is worth: the authorities that are trusted, the path from a
 * certificate to one of them, the strength of keys and signatures on the way, and revocation lists.
 * It does not know who presented the chain or whom it stands for.
 */
@NullMarked
package io.gatehouse.mtls.path;

import org.jspecify.annotations.NullMarked;
