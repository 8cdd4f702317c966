/**
 * Owns the one mint: whoever decides a grant hands an approval in, and only here it becomes tokens,
 * after subject, client and session were looked at once more. Reads back our own tokens, too. Does
 * not decide grants and does not write HTTP.
 */
@NullMarked
package io.gatehouse.sts.issue;

import org.jspecify.annotations.NullMarked;
