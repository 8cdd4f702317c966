package io.gatehouse.signing;

import java.util.ArrayList;
import java.util.List;

/** One labelled signature of a request (RFC 9421 §4), parsed and not yet verified. */
public final class MessageSignature {
  private final String label;
  private final SignatureParameters parameters;
  private final byte[] value;

  private MessageSignature(String label, SignatureParameters parameters, byte[] value) {
    this.label = label;
    this.parameters = parameters;
    this.value = value;
  }

  /** How much of a request is looked at. */
  public record Limits(int labels, int components) {}

  /** All signatures of a request, or what is wrong with the first wrong one. */
  public static Parsed<List<MessageSignature>> readAll(SignableRequest request, Limits limits) {
    try {
      var inputs = dictionary(request, "signature-input");
      var values = dictionary(request, "signature");
      // §4.2 ignores values without an input; refusing them leaves no label open to confusion.
      if (!inputs.members().keySet().equals(values.members().keySet())) {
        throw new MalformedField("labels that are not in both signature fields");
      }
      if (inputs.members().size() > limits.labels()) {
        throw new MalformedField("too many signatures");
      }
      return new Parsed.Good<>(pair(inputs, values, limits.components()));
    } catch (MalformedField e) {
      return new Parsed.Malformed<>(e.reason());
    }
  }

  private static Dictionary dictionary(SignableRequest request, String field)
      throws MalformedField {
    var lines = request.field(field);
    return switch (StructuredFields.dictionary(lines, StructuredFields.Duplicates.REFUSED)) {
      case Parsed.Good<Dictionary>(var dictionary) -> dictionary;
      case Parsed.Malformed<Dictionary>(var reason) ->
          throw new MalformedField(field + " has " + reason);
    };
  }

  private static List<MessageSignature> pair(Dictionary inputs, Dictionary values, int components)
      throws MalformedField {
    var signatures = new ArrayList<MessageSignature>(inputs.members().size());
    for (var input : inputs.members().entrySet()) {
      var value = values.find(input.getKey()).orElseThrow();
      if (!(value instanceof Member.Item item && item.value() instanceof BareItem.Octets octets)) {
        throw new MalformedField("a signature that is not a byte sequence");
      }
      var parameters = SignatureParameters.read(input.getValue(), components);
      signatures.add(new MessageSignature(input.getKey(), parameters, octets.bytes()));
    }
    return signatures;
  }

  public String label() {
    return label;
  }

  public SignatureParameters parameters() {
    return parameters;
  }

  /** A copy. */
  public byte[] value() {
    return value.clone();
  }

  /** Takes the same time whatever differs. */
  public boolean isMacOf(SignatureText text, HmacKey key) {
    return key.isMac(text.bytes(), value);
  }
}
