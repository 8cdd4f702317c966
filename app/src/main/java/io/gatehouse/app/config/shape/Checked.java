package io.gatehouse.app.config.shape;

/** A record whose components must fit together. */
public interface Checked {
  /** Called unless the value of a key could not be read; items of lists may be missing. */
  void check(Complaints complaints);
}
