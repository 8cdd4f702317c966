/** Tests of chains: public vectors, and authorities and lists made by openssl. */
@NullMarked
package io.gatehouse.mtls.path;

import org.jspecify.annotations.NullMarked;
