package io.gatehouse.signing;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The text that is signed: the "signature base" of RFC 9421 §2.5. */
public final class SignatureText {
  private final String text;

  private SignatureText(String text) {
    this.text = text;
  }

  /** Whether a request has everything that a signature says it covers. */
  public sealed interface Built {
    record Complete(SignatureText text) implements Built {}

    /** A covered component is not in the request. */
    record Missing(String reason) implements Built {}

    /** A covered component has a value that cannot be signed. */
    record Unsignable(String reason) implements Built {}
  }

  public static Built of(SignableRequest request, SignatureParameters parameters) {
    var out = new StringBuilder(512);
    for (var component : parameters.components()) {
      var value = ComponentValue.of(request, component);
      if (value instanceof ComponentValue.Absent) {
        return new Built.Missing("the request lacks " + component.name());
      }
      if (!(value instanceof ComponentValue.Present(var text) && Syntax.isFieldText(text))) {
        return new Built.Unsignable("a value that cannot be signed in " + component.name());
      }
      out.append(component.identifier()).append(": ").append(text).append('\n');
    }
    out.append("\"@signature-params\": ").append(parameters.serialised());
    return new Built.Complete(new SignatureText(out.toString()));
  }

  /** The values of all lines of a field, as one (§2.1). */
  static String combined(List<String> lines) {
    if (lines.size() == 1) {
      return Syntax.trimmed(lines.getFirst());
    }
    return String.join(", ", lines.stream().map(Syntax::trimmed).toList());
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return text;
  }
}
