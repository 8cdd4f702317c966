package io.gatehouse.app.cli;

import io.gatehouse.signing.HmacKey;
import io.gatehouse.signing.KeyFile;
import io.gatehouse.signing.MessageSigner;
import io.gatehouse.signing.PlainRequest;
import io.gatehouse.signing.RequestSealer;
import io.gatehouse.signing.SigV4Canonical;
import io.gatehouse.signing.SigV4Credentials;
import io.gatehouse.signing.SigV4Signer;
import io.gatehouse.signing.SigningKey;
import java.nio.file.Path;
import java.util.List;

/** The signer that fits a key file. */
record Signing(RequestSealer sealer) {

  static Signing of(Path keyFile, Surroundings surroundings) {
    return switch (KeyFile.read(keyFile)) {
      case KeyFile.Reading.Read read -> new Signing(sealer(read.key(), surroundings));
      case KeyFile.Reading.Unusable unusable ->
          throw Stop.badInput("The key cannot be used: " + unusable.reason() + ".");
    };
  }

  private static RequestSealer sealer(SigningKey key, Surroundings surroundings) {
    return switch (key) {
      case HmacKey hmac -> new MessageSigner(hmac, surroundings.clock(), surroundings.random());
      case SigV4Credentials aws ->
          new SigV4Signer(aws, surroundings.clock(), SigV4Canonical.PathSpelling.AS_SENT);
    };
  }

  /** The header lines to add. */
  List<String> sign(CurlRequest request) {
    try {
      var plain = PlainRequest.of(request.method(), request.url(), request.fields());
      return sealer.seal(plain, request.body()).stream()
          .map(field -> field.name() + ": " + field.value())
          .toList();
    } catch (IllegalArgumentException unsignable) {
      throw Stop.badInput("This request cannot be signed: " + unsignable.getMessage() + ".");
    }
  }
}
