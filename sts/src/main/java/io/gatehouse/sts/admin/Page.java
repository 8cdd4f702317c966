package io.gatehouse.sts.admin;

import io.gatehouse.identity.AdminActions.Call;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which part of a list is asked for: {@code limit} and {@code after}, an id. */
record Page(String after, int most) {
  private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}");
  private static final int USUAL = 100;
  private static final int MOST = 500;

  /**
   * @param filters further parameters that the list knows; any other is refused
   */
  static Page of(Call call, Set<String> filters) {
    for (String name : call.parameters().keySet()) {
      if (!name.equals("limit") && !name.equals("after") && !filters.contains(name)) {
        throw BodyFields.malformed("There is a query parameter that this list does not know.");
      }
    }
    var limit = Optional.ofNullable(call.parameters().get("limit"));
    if (limit.filter(text -> !LIMIT.matcher(text).matches()).isPresent()) {
      throw BodyFields.malformed("limit must be a number from 1 to 500.");
    }
    int most = limit.map(Integer::parseInt).orElse(USUAL);
    return new Page(call.parameters().getOrDefault("after", ""), Math.min(most, MOST));
  }
}
