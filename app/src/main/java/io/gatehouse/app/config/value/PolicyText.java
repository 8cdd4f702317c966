package io.gatehouse.app.config.value;

import io.gatehouse.identity.SourcePosition;

/**
 * A condition as it was written; the gateway compiles it and reports errors at its place.
 *
 * @param at of its first character
 */
public record PolicyText(String text, SourcePosition at) {}
