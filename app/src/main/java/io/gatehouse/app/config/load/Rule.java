package io.gatehouse.app.config.load;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.shape.Complaints;

/** Something that must hold for a file as a whole. Parts that were refused may be missing. */
public interface Rule {
  void check(Configuration configuration, Complaints complaints);
}
