package io.gatehouse.gateway.identify;

import io.gatehouse.identity.Credential;

/** What a request presents. */
sealed interface Presented {
  record Nothing() implements Presented {}

  record One(Credential credential) implements Presented {}

  /** A scheme that this gateway does not know: it is a credential all the same. */
  record Foreign() implements Presented {}

  /** More than one, or two spellings of one: nobody may choose. */
  record Several(String detail) implements Presented {}

  record Malformed(String detail) implements Presented {}
}
