/**
 * Owns everything that crosses to a service: which fields are stripped, which are added, the
 * identity token, the connection to the upstream and the streams both ways. It is the only folder
 * that knows Undertow's client. It decides nothing about who may.
 */
@NullMarked
package io.gatehouse.gateway.forward;

import org.jspecify.annotations.NullMarked;
