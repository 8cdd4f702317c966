package io.gatehouse.web.endpoint;

import java.util.Set;

/**
 * One line of a mount table: a path or template, the methods, what answers them, and what content
 * they take.
 *
 * @param template a path whose segments may be {@code {name}}; each captures one whole segment
 * @param methods upper case
 * @param mediaTypes the accepted types of content; empty when any is, for endpoints that look
 *     themselves
 * @param bodyLimit most bytes of content; beyond it 413
 */
public record Mount(
    PathTemplate template,
    Set<String> methods,
    Endpoint endpoint,
    Set<String> mediaTypes,
    int bodyLimit) {
  private static final int USUAL_LIMIT = 64 * 1024;

  public Mount {
    methods = Set.copyOf(methods);
    mediaTypes = Set.copyOf(mediaTypes);
    if (methods.contains("TRACE") || methods.contains("CONNECT")) {
      throw new IllegalArgumentException("TRACE and CONNECT are never served");
    }
  }

  public static Mount get(String template, Endpoint endpoint) {
    return of(template, Set.of("GET"), endpoint);
  }

  public static Mount post(String template, Endpoint endpoint) {
    return of(template, Set.of("POST"), endpoint);
  }

  public static Mount of(String template, Set<String> methods, Endpoint endpoint) {
    return new Mount(PathTemplate.of(template), methods, endpoint, Set.of(), USUAL_LIMIT);
  }

  /** Content of another type than these is refused with 415 before the endpoint is asked. */
  public Mount accepting(String... types) {
    return new Mount(template, methods, endpoint, Set.of(types), bodyLimit);
  }

  /** Posted forms only. */
  public Mount acceptingForms() {
    return accepting(MediaType.FORM);
  }

  /** Another limit than 64 KiB. */
  public Mount upTo(int bytes) {
    return new Mount(template, methods, endpoint, mediaTypes, bytes);
  }
}
