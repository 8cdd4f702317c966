package io.gatehouse.signing;

import java.util.Optional;
import java.util.Set;

/**
 * A covered component (RFC 9421 §2): a field of the request or something derived from it.
 *
 * @param queryParameter the {@code name} of {@code @query-param} (§2.2.8)
 */
public record Component(String name, Optional<String> queryParameter) {
  private static final Set<String> DERIVED =
      Set.of(
          "@method", "@target-uri", "@authority", "@scheme", "@request-target", "@path", "@query");

  /** A derived component without parameters, or a field. */
  public static Component of(String name) {
    Syntax.require(DERIVED.contains(name) || Syntax.isLowerFieldName(name), "not a component");
    return new Component(name, Optional.empty());
  }

  /** One parameter of the query. */
  public static Component ofQueryParameter(String name) {
    return new Component("@query-param", Optional.of(name));
  }

  static Component read(Member.Item item) throws MalformedField {
    if (!(item.value() instanceof BareItem.Text name)) {
      throw new MalformedField("a covered component that is not a string");
    }
    return name.value().equals("@query-param")
        ? readQueryParameter(item.parameters())
        : readPlain(name.value(), item.parameters());
  }

  // §2: a component that is not understood is an error. sf, bs, key, req and tr give other texts
  // for the same field; a verifier that mixed them up would check something else than was meant.
  private static Component readPlain(String name, Parameters parameters) throws MalformedField {
    if (!parameters.values().isEmpty()) {
      throw new MalformedField("a component parameter that is not supported here");
    }
    if (!DERIVED.contains(name) && !Syntax.isLowerFieldName(name)) {
      throw new MalformedField("a component that is not known here");
    }
    return new Component(name, Optional.empty());
  }

  private static Component readQueryParameter(Parameters parameters) throws MalformedField {
    if (parameters.values().size() == 1
        && parameters.find("name").orElse(BareItem.Truth.TRUE) instanceof BareItem.Text name) {
      return ofQueryParameter(name.value());
    }
    throw new MalformedField("a query parameter without exactly its name");
  }

  boolean isDerived() {
    return name.startsWith("@");
  }

  Member.Item item() {
    var parameters =
        queryParameter
            .map(named -> Parameters.of("name", new BareItem.Text(named)))
            .orElse(Parameters.NONE);
    return new Member.Item(new BareItem.Text(name), parameters);
  }

  /** The identifier as it stands in the signature text (§2.5). */
  String identifier() {
    // A name has nothing that is escaped in a string.
    return queryParameter.isEmpty() ? '"' + name + '"' : StructuredFields.write(item());
  }
}
