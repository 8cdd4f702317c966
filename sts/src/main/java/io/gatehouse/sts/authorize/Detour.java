package io.gatehouse.sts.authorize;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * A page of another endpoint that a person must be signed in for. It waits in a transaction like a
 * request, so that the login step need not know the difference.
 *
 * @param path where the browser goes once the person is signed in
 * @param value what the page needs to know again; never travels through the browser
 * @param clientName shown on the login page
 */
public record Detour(String path, String value, String clientName) {
  /** None is a parameter of a request, so none can be sent from outside. */
  private static final String PATH = "detour_path";

  private static final String VALUE = "detour_value";
  private static final String CLIENT = "detour_client";

  AskedParameters asked() {
    var values = new LinkedHashMap<String, List<String>>();
    values.put(PATH, List.of(path));
    values.put(VALUE, List.of(value));
    values.put(CLIENT, List.of(clientName));
    return new AskedParameters(values);
  }

  static Optional<Detour> in(AskedParameters asked) {
    return asked
        .given(PATH)
        .map(path ->
            new Detour(path, asked.given(VALUE).orElse(""), asked.given(CLIENT).orElse("")));
  }
}
