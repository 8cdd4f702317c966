/**
 * Owns the way of a browser to an OpenID Connect issuer and back ({@code oidc_login}): the request,
 * the return, the issuer's word that somebody signed out, and signing out here. It keeps no token
 * and no state of a visitor who has not signed in. Who a session stands for is judged in {@code
 * authenticate}.
 */
@NullMarked
package io.gatehouse.gateway.login;

import org.jspecify.annotations.NullMarked;
