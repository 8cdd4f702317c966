/**
 * What one network address may cost a listener.
 *
 * <p>Owns how addresses are counted and the answer to one that cost too much. Does not own rates
 * and quotas of callers who are known, nor the counting of failed passwords.
 */
@NullMarked
package io.gatehouse.web.address;

import org.jspecify.annotations.NullMarked;
