package io.gatehouse.web.endpoint;

import java.util.Optional;

/** A value that a request may carry once: a header field, a cookie. */
public sealed interface Single {
  record Absent() implements Single {}

  record One(String text) implements Single {}

  /** Sent more than once: two readers could take different ones, so none is taken. */
  record Repeated() implements Single {}

  /**
   * The one value; empty when absent and when repeated. Whoever must tell the two apart switches.
   */
  default Optional<String> value() {
    return this instanceof One one ? Optional.of(one.text()) : Optional.empty();
  }

  /** Collapses the values found into one verdict. */
  static Single of(Iterable<String> values) {
    var all = values.iterator();
    if (!all.hasNext()) {
      return new Absent();
    }
    String first = all.next();
    return all.hasNext() ? new Repeated() : new One(first);
  }
}
