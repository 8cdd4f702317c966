package io.gatehouse.app.config.value;

/** A choice that is written otherwise than its name in lower case. */
public interface Worded {
  String word();
}
