/**
 * Owns what the register knows of client certificates beyond their entries: the revocation list,
 * its number, and when it is made again. Does not make certificates or sign lists, which needs the
 * authority's key and is handed in, and does not publish: whoever serves a list takes it from here.
 */
@NullMarked
package io.gatehouse.sts.certificates;

import org.jspecify.annotations.NullMarked;
