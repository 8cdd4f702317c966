/** Tests of client certificates as a credential, with certificates made by openssl. */
@NullMarked
package io.gatehouse.mtls.client;

import org.jspecify.annotations.NullMarked;
