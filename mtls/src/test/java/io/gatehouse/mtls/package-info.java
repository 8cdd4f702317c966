/** Tests of certificates, key files and contexts. */
@NullMarked
package io.gatehouse.mtls;

import org.jspecify.annotations.NullMarked;
