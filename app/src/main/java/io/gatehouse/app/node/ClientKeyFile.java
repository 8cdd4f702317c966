package io.gatehouse.app.node;

import io.gatehouse.app.cli.Exit;
import io.gatehouse.app.cli.Stop;
import io.gatehouse.app.config.value.SecretRef;
import io.gatehouse.identity.Secret;
import io.gatehouse.tokens.jwt.Jca;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.SigningKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A key pair that proves this node as a client: both halves in PEM, one after the other. */
final class ClientKeyFile {
  private static final Pattern PRIVATE = block("PRIVATE KEY");
  private static final Pattern PUBLIC = block("PUBLIC KEY");

  private ClientKeyFile() {}

  private static Pattern block(String label) {
    return Pattern.compile(
        "-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----");
  }

  static SigningKey read(String credential, SecretRef written) {
    var text = written.read().exposeText();
    var privateHalf = bytes(PRIVATE, text);
    var publicHalf = bytes(PUBLIC, text);
    if (privateHalf.isPresent() && publicHalf.isPresent()) {
      for (var algorithm : List.of(JwsAlgorithm.ES256, JwsAlgorithm.RS256)) {
        var key = key(algorithm, publicHalf.get(), privateHalf.get());
        if (key.isPresent()) {
          return key.get();
        }
      }
    }
    throw new Stop(
        Exit.BAD_INPUT,
        "credentials."
            + credential
            + ".client_key: the file must hold a P-256 or RSA key pair in PEM, `PRIVATE KEY` and"
            + " `PUBLIC KEY`. Make it with `openssl genpkey -algorithm EC -pkeyopt"
            + " ec_paramgen_curve:P-256 -out login.key` and add `openssl pkey -in login.key"
            + " -pubout`.");
  }

  private static Optional<byte[]> bytes(Pattern block, String text) {
    var found = block.matcher(text);
    return found.find()
        ? Optional.of(Base64.getMimeDecoder().decode(found.group(1)))
        : Optional.empty();
  }

  private static Optional<SigningKey> key(
      JwsAlgorithm algorithm, byte[] publicHalf, byte[] privateHalf) {
    try {
      var pair = new SigningKey.Exported(algorithm, publicHalf, Secret.of(privateHalf));
      return Optional.of(SigningKey.read(pair, Jca.installed()));
    } catch (IllegalArgumentException anotherKind) {
      return Optional.empty();
    }
  }
}
