/**
 * Owns how much a principal may use: rate, quota and concurrency of the limit that the route names,
 * counted per principal whatever the credential. It does not know how rates and quotas are counted
 * or stored.
 */
@NullMarked
package io.gatehouse.gateway.limit;

import org.jspecify.annotations.NullMarked;
