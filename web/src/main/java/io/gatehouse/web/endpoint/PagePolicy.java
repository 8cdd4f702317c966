package io.gatehouse.web.endpoint;

import java.util.ArrayList;
import java.util.List;

/**
 * The content security policy of a page. Script is never allowed; a page may only say where its
 * forms may lead, because browsers apply {@code form-action} to the redirect after a post as well.
 */
public record PagePolicy(List<String> formTargets) {
  private static final String FIXED =
      "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none';"
          + " frame-ancestors 'none'; form-action ";

  public PagePolicy {
    formTargets = List.copyOf(formTargets);
    formTargets.forEach(PagePolicy::requireSource);
  }

  /** Forms to this host only. */
  public static PagePolicy strict() {
    return new PagePolicy(List.of());
  }

  /** Forms to this host, and redirects after a post to one more origin or scheme. */
  public PagePolicy allowingFormsTo(String source) {
    var more = new ArrayList<>(formTargets);
    more.add(source);
    return new PagePolicy(more);
  }

  String header() {
    return FIXED + String.join(" ", sources());
  }

  private List<String> sources() {
    var sources = new ArrayList<String>();
    sources.add("'self'");
    sources.addAll(formTargets);
    return sources;
  }

  private static void requireSource(String source) {
    if (source.isEmpty()
        || !source
            .chars()
            .allMatch(c -> c > 0x20 && c < 0x7f && c != ';' && c != ',' && c != '\'')) {
      throw new IllegalArgumentException("not a source of a content security policy");
    }
  }
}
