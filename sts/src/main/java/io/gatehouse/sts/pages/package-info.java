/**
 * Owns what a browser sees: one HTML file per page in the resources, one record per page as its
 * only variables, one writer that escapes, the texts in each language and the style sheet. Decides
 * nothing: which page is shown, with what status and under what policy is its callers' business.
 */
@NullMarked
package io.gatehouse.sts.pages;

import org.jspecify.annotations.NullMarked;
