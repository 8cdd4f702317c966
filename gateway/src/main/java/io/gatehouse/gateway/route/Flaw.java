package io.gatehouse.gateway.route;

import io.gatehouse.identity.SourcePosition;

/** Something in the configuration that stops the load, with its place and what to do. */
public record Flaw(SourcePosition position, String text) {
  @Override
  public String toString() {
    return position + ": " + text;
  }
}
