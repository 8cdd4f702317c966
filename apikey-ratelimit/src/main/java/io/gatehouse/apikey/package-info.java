/**
 * API keys: their format, how they are made, and how a presented one becomes a verified identity.
 *
 * <p>Owns the format and the comparison. Does not own where records, owners and peppers are kept,
 * nor which routes and scopes a policy asks for.
 */
@NullMarked
package io.gatehouse.apikey;

import org.jspecify.annotations.NullMarked;
