package io.gatehouse.signing;

import java.util.List;

/** A member of a list or dictionary (RFC 9651 §3.1, §3.2). */
public sealed interface Member {
  Parameters parameters();

  /** One value with its parameters (§3.3). */
  record Item(BareItem value, Parameters parameters) implements Member {
    public Item(BareItem value) {
      this(value, Parameters.NONE);
    }
  }

  /** Values in parentheses (§3.1.1). */
  record InnerList(List<Item> items, Parameters parameters) implements Member {
    public InnerList {
      items = List.copyOf(items);
    }
  }
}
