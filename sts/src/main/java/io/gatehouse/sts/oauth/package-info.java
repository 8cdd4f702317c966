/**
 * Owns the words of the protocol: errors, grant types, redirect URIs, PKCE, scopes, resources,
 * lifetimes. Imports nothing above it and decides nothing about a person or a client.
 */
@NullMarked
package io.gatehouse.sts.oauth;

import org.jspecify.annotations.NullMarked;
