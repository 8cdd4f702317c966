package io.gatehouse.signing.verifying;

import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.signing.Component;
import io.gatehouse.signing.ContentDigest;
import io.gatehouse.signing.HmacKey;
import io.gatehouse.signing.MessageSignature;
import io.gatehouse.signing.Parsed;
import io.gatehouse.signing.Repetition;
import io.gatehouse.signing.SignatureParameters;
import io.gatehouse.signing.SignatureText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A well-formed signature of a request with the text that it has to be the MAC of. Everything that
 * makes a request malformed is judged here, before any key is looked up: the answer to it is the
 * same whoever is said to have signed.
 *
 * @param digest of the content, where the signature covers it
 */
record Candidate(
    MessageSignature message, Optional<SignatureText> text, Optional<ContentDigest> digest) {
  private static final MessageSignature.Limits LIMITS = new MessageSignature.Limits(4, 64);

  /** The signatures that name a key, and carry the tag when one is asked for. */
  static Step<List<Candidate>> readAll(ReceivedRequest request, Optional<String> tag) {
    var message = new ReceivedMessage(request);
    return switch (MessageSignature.readAll(message, LIMITS)) {
      case Parsed.Malformed<List<MessageSignature>>(var reason) -> malformed(reason);
      case Parsed.Good<List<MessageSignature>>(var signatures) -> {
        var found = new ArrayList<Candidate>(signatures.size());
        for (var signature : signatures) {
          switch (read(message, signature)) {
            case Step.Next<Candidate>(var candidate) -> found.add(candidate);
            case Step.Stop<Candidate> stop -> {
              yield stop.cast();
            }
          }
        }
        found.removeIf(candidate -> !candidate.isMeant(tag));
        yield new Step.Next<>(List.copyOf(found));
      }
    };
  }

  private static Step<Candidate> read(ReceivedMessage message, MessageSignature signature) {
    var names = signature.parameters().components().stream().map(Component::name).toList();
    if (Repetition.isAmbiguous(message, names)) {
      return malformed("a covered field that has one value came twice");
    }
    return digest(message, signature.parameters())
        .then(digest ->
            switch (SignatureText.of(message, signature.parameters())) {
              case SignatureText.Built.Complete(var text) ->
                  new Step.Next<>(new Candidate(signature, Optional.of(text), digest));
              // §2.5: no text, so no signature of it; refused as a wrong one would be.
              case SignatureText.Built.Missing _ ->
                  new Step.Next<>(new Candidate(signature, Optional.empty(), digest));
              case SignatureText.Built.Unsignable(var reason) -> malformed(reason);
            });
  }

  private static Step<Optional<ContentDigest>> digest(
      ReceivedMessage message, SignatureParameters parameters) {
    var lines = message.field("content-digest");
    if (!parameters.covers("content-digest") || lines.isEmpty()) {
      return new Step.Next<>(Optional.empty());
    }
    return switch (ContentDigest.read(lines)) {
      case Parsed.Good<ContentDigest>(var digest) -> new Step.Next<>(Optional.of(digest));
      case Parsed.Malformed<ContentDigest>(var reason) -> malformed(reason);
    };
  }

  private static <T> Step<T> malformed(String reason) {
    return Step.refused(Problem.malformed("The signature cannot be read: " + reason + "."));
  }

  private boolean isMeant(Optional<String> tag) {
    return parameters().keyId().isPresent() && (tag.isEmpty() || tag.equals(parameters().tag()));
  }

  SignatureParameters parameters() {
    return message.parameters();
  }

  String keyId() {
    return parameters().keyId().orElse("");
  }

  byte[] signature() {
    return message.value();
  }

  // RFC 9421 §3.2: an algorithm named in two places has to be the same; the key's is the only one.
  Optional<String> otherAlgorithm() {
    return parameters()
        .algorithm()
        .filter(named -> !named.equals("hmac-sha256"))
        .map(_ -> "an algorithm that is not the key's");
  }

  boolean isSignedBy(HmacKey key) {
    return text.isPresent() && message.isMacOf(text.get(), key);
  }
}
