package io.gatehouse.app.node;

import io.gatehouse.app.config.Credential;
import io.gatehouse.app.config.value.PublicFile;
import io.gatehouse.identity.SourcePosition;
import io.gatehouse.tokens.saml.CertificateFile;
import io.gatehouse.tokens.saml.IssuerKeys;
import io.gatehouse.tokens.saml.MetadataFile;
import io.gatehouse.tokens.saml.TrustReading;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;

/** The keys of another issuer of assertions, from the files that the configuration names. */
final class SamlTrust {
  private final Instant now;

  SamlTrust(Instant now) {
    this.now = now;
  }

  /** What the files give. */
  sealed interface Answer {
    record Keys(IssuerKeys keys) implements Answer {}

    /**
     * @param key of the configuration that names the file
     */
    record Unusable(String key, SourcePosition at, String found) implements Answer {}
  }

  Answer keysOf(Credential.Saml saml) {
    if (saml.certificates().isPresent()) {
      return certificates("certificates", saml.certificates().get());
    }
    return saml.metadataSigner()
        .map(file -> certificates("metadata_signer", file))
        .map(signer ->
            switch (signer) {
              case Answer.Keys(var keys) -> metadata(saml, Optional.of(keys));
              case Answer.Unusable unusable -> unusable;
            })
        .orElseGet(() -> metadata(saml, Optional.empty()));
  }

  private Answer certificates(String key, PublicFile file) {
    return content(file)
        .map(pem -> answer(key, file, CertificateFile.read(pem, now)))
        .orElseGet(() -> unreadable(key, file));
  }

  private Answer metadata(Credential.Saml saml, Optional<IssuerKeys> signers) {
    var file = saml.metadata().orElseThrow();
    var entity = saml.issuer().orElseThrow();
    return content(file)
        .map(xml -> answer("metadata", file, MetadataFile.read(xml, entity, signers, now)))
        .orElseGet(() -> unreadable("metadata", file));
  }

  private static Answer answer(String key, PublicFile file, TrustReading reading) {
    return switch (reading) {
      case TrustReading.Trusted(var keys) -> new Answer.Keys(keys);
      case TrustReading.Flawed(var line, var found) ->
          new Answer.Unusable(key, new SourcePosition(file.path().toString(), line, 1), found);
    };
  }

  private static Answer unreadable(String key, PublicFile file) {
    var at = new SourcePosition(file.path().toString(), 1, 1);
    return new Answer.Unusable(key, at, "a file that cannot be read");
  }

  private static Optional<byte[]> content(PublicFile file) {
    try {
      return Optional.of(Files.readAllBytes(file.path()));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
