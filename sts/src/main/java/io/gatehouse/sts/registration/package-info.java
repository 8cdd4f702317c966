/**
 * Owns {@code /register} (RFC 7591): who may register an application without an administrator, and
 * what such an application may be at most. The rules of metadata and the register itself are those
 * of {@code client}.
 */
@NullMarked
package io.gatehouse.sts.registration;

import org.jspecify.annotations.NullMarked;
