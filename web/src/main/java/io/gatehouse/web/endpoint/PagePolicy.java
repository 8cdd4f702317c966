package io.gatehouse.web.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The content security policy of a page: no script but one that is named by its hash, and forms
 * only to where the page says, because browsers apply {@code form-action} to the redirect after a
 * post as well.
 *
 * @param script the one script, as {@code sha256-...}; empty: none
 */
public record PagePolicy(List<String> formTargets, Optional<String> script) {
  private static final Pattern HASH = Pattern.compile("sha256-[A-Za-z0-9+/]{43}=");

  private static final String FIXED =
      "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none';"
          + " frame-ancestors 'none'; form-action ";

  public PagePolicy {
    formTargets = List.copyOf(formTargets);
    formTargets.forEach(PagePolicy::requireSource);
    if (script.stream().anyMatch(hash -> !HASH.matcher(hash).matches())) {
      throw new IllegalArgumentException("not the hash of a script");
    }
  }

  /** Forms to this host only. */
  public static PagePolicy strict() {
    return new PagePolicy(List.of(), Optional.empty());
  }

  /** Forms to this host, and redirects after a post to one more origin or scheme. */
  public PagePolicy allowingFormsTo(String source) {
    var more = new ArrayList<>(formTargets);
    more.add(source);
    return new PagePolicy(more, script);
  }

  /** This one script, which stands in the page word for word. */
  public PagePolicy allowingScript(String hash) {
    return new PagePolicy(formTargets, Optional.of(hash));
  }

  String header() {
    return FIXED
        + String.join(" ", sources())
        + script.map(hash -> "; script-src '" + hash + "'").orElse("");
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
