package io.gatehouse.signing;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs requests by RFC 9421 over method, target and content. */
public final class MessageSigner implements RequestSealer {
  private static final String LABEL = "sig1";

  private final HmacKey key;
  private final InstantSource clock;
  private final SecureRandom random;

  public MessageSigner(HmacKey key, InstantSource clock, SecureRandom random) {
    this.key = key;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public List<HeaderField> seal(PlainRequest request, byte[] body) {
    var added = new ArrayList<HeaderField>();
    if (body.length > 0 && request.field("content-digest").isEmpty()) {
      added.add(new HeaderField("Content-Digest", ContentDigest.of(body)));
    }
    var whole = request.with(added);
    added.addAll(sign(whole, LABEL, parameters(components(whole))));
    return List.copyOf(added);
  }

  private static List<Component> components(PlainRequest request) {
    var components = new ArrayList<Component>();
    components.add(Component.of("@method"));
    components.add(Component.of("@target-uri"));
    for (var field : List.of("content-digest", "content-type")) {
      if (!request.field(field).isEmpty()) {
        components.add(Component.of(field));
      }
    }
    return components;
  }

  private SignatureParameters parameters(List<Component> components) {
    var nonce = new byte[16];
    random.nextBytes(nonce);
    var parameters = new LinkedHashMap<String, BareItem>();
    parameters.put("created", new BareItem.Whole(clock.instant().getEpochSecond()));
    parameters.put("keyid", new BareItem.Text(key.id()));
    parameters.put("alg", new BareItem.Text("hmac-sha256"));
    parameters.put(
        "nonce", new BareItem.Text(Base64.getUrlEncoder().withoutPadding().encodeToString(nonce)));
    return SignatureParameters.of(components, new Parameters(parameters));
  }

  /**
   * Signs exactly what the parameters say.
   *
   * @throws IllegalArgumentException when the request lacks a component
   */
  public List<HeaderField> sign(
      SignableRequest request, String label, SignatureParameters parameters) {
    return switch (SignatureText.of(request, parameters)) {
      case SignatureText.Built.Complete(var text) -> fields(label, parameters, text);
      case SignatureText.Built.Missing(var reason) -> throw new IllegalArgumentException(reason);
      case SignatureText.Built.Unsignable(var reason) -> throw new IllegalArgumentException(reason);
    };
  }

  private List<HeaderField> fields(
      String label, SignatureParameters parameters, SignatureText text) {
    var value = new Member.Item(BareItem.Octets.of(key.mac(text.bytes())));
    return List.of(
        new HeaderField("Signature-Input", single(label, parameters.innerList())),
        new HeaderField("Signature", single(label, value)));
  }

  private static String single(String label, Member member) {
    return StructuredFields.write(new Dictionary(Map.of(label, member)));
  }
}
