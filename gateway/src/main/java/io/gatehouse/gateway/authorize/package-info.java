/**
 * Owns the decision whether a proven caller may do what was asked: audience, binding, the routes of
 * a restricted key, and the policy in CEL, which only this folder knows. It does not know how the
 * caller was proven nor how much the caller may use.
 */
@NullMarked
package io.gatehouse.gateway.authorize;

import org.jspecify.annotations.NullMarked;
