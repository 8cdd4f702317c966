package io.gatehouse.signing;

/** The value of a component in a request (RFC 9421 §2.1, §2.2). */
sealed interface ComponentValue {
  record Present(String text) implements ComponentValue {}

  record Absent() implements ComponentValue {}

  /** More than one reading is possible. */
  record Ambiguous() implements ComponentValue {}

  static ComponentValue of(SignableRequest request, Component component) {
    if (!component.isDerived()) {
      var lines = request.field(component.name());
      return lines.isEmpty() ? new Absent() : new Present(SignatureText.combined(lines));
    }
    if (component.queryParameter().isPresent()) {
      return QueryParameters.value(query(request.target()), component.queryParameter().get());
    }
    return derived(request, component.name());
  }

  private static ComponentValue derived(SignableRequest request, String name) {
    var target = request.target();
    return switch (name) {
      case "@method" -> new Present(request.method());
      case "@scheme" -> new Present(request.scheme());
      case "@authority" -> new Present(request.authority());
      case "@request-target" -> new Present(target);
      case "@target-uri" -> new Present(request.scheme() + "://" + request.authority() + target);
      // §2.2.6: percent sequences stay as they were sent.
      case "@path" -> new Present(target.substring(0, pathEnd(target)));
      // §2.2.7: the question mark stands even before nothing.
      case "@query" -> new Present("?" + query(target));
      default -> new Absent();
    };
  }

  private static int pathEnd(String target) {
    int mark = target.indexOf('?');
    return mark < 0 ? target.length() : mark;
  }

  private static String query(String target) {
    int end = pathEnd(target);
    return end == target.length() ? "" : target.substring(end + 1);
  }
}
