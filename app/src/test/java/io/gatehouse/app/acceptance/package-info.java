/**
 * The product seen from outside: the started distribution, driven with tools that are not ours
 * (curl, openssl, OpenLDAP, a browser, raw sockets). Owns no knowledge of the product's classes.
 */
@NullMarked
package io.gatehouse.app.acceptance;

import org.jspecify.annotations.NullMarked;
