/**
 * Owns {@code /logout} (OpenID Connect RP-Initiated Logout): who may end a session without being
 * asked, and where the browser goes afterwards. Ending itself belongs to {@code session}.
 */
@NullMarked
package io.gatehouse.sts.logout;

import org.jspecify.annotations.NullMarked;
