package io.gatehouse.signing;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A request that is about to be sent. */
public final class PlainRequest implements SignableRequest {
  private final String method;
  private final URI uri;
  private final TreeMap<String, List<String>> fields = new TreeMap<>();

  private PlainRequest(String method, URI uri, List<HeaderField> fields) {
    this.method = method;
    this.uri = uri;
    fields.forEach(this::add);
  }

  /**
   * @throws IllegalArgumentException when the address cannot be signed: it is not an absolute http
   *     or https URL, or has dot segments, which many clients fold before they send
   */
  public static PlainRequest of(String method, URI uri, List<HeaderField> fields) {
    var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    Syntax.require(
        scheme.equals("https") || scheme.equals("http"), "an http or https URL is needed");
    Syntax.require(uri.getHost() != null, "the URL has no host");
    Syntax.require(uri.getRawUserInfo() == null, "the URL carries a user name");
    for (var segment : String.valueOf(uri.getRawPath()).split("/", -1)) {
      Syntax.require(!segment.equals(".") && !segment.equals(".."), "the path has dot segments");
    }
    return new PlainRequest(method, uri, fields);
  }

  private void add(HeaderField field) {
    var name = field.name().toLowerCase(Locale.ROOT);
    fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(Syntax.trimmed(field.value()));
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String scheme() {
    return uri.getScheme().toLowerCase(Locale.ROOT);
  }

  @Override
  public String authority() {
    var host = uri.getHost().toLowerCase(Locale.ROOT);
    int usual = scheme().equals("https") ? 443 : 80;
    return uri.getPort() < 0 || uri.getPort() == usual ? host : host + ":" + uri.getPort();
  }

  @Override
  public String target() {
    var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  @Override
  public Set<String> fieldNames() {
    return Collections.unmodifiableSet(new TreeSet<>(fields.keySet()));
  }

  @Override
  public List<String> field(String lowerCaseName) {
    return List.copyOf(fields.getOrDefault(lowerCaseName, List.of()));
  }

  /** The same request with more fields. */
  PlainRequest with(List<HeaderField> more) {
    var copy = new PlainRequest(method, uri, more);
    var own = new TreeMap<>(fields);
    own.forEach((name, values) ->
        copy.fields.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(0, values));
    return copy;
  }
}
