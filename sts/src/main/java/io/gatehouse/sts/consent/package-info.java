/**
 * Owns what people allowed to applications: remembered by person, client and resource until it is
 * taken back, which ends what the application holds. Asking belongs to the authorization flow.
 */
@NullMarked
package io.gatehouse.sts.consent;

import org.jspecify.annotations.NullMarked;
