/**
 * Owns device authorization (RFC 8628): the codes, the page on which a person allows a device, and
 * the limits of trying. The grant that redeems them belongs to the token endpoint.
 */
@NullMarked
package io.gatehouse.sts.device;

import org.jspecify.annotations.NullMarked;
