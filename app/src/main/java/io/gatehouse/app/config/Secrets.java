package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Checked;
import io.gatehouse.app.config.shape.Complaints;
import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Means;
import io.gatehouse.app.config.value.SecretRef;
import java.util.Optional;

/** The root of what is kept encrypted. */
@Means("The keys that protect what is stored.")
public record Secrets(
    @Key(
            means = "The key-encryption key: at least 32 random characters or bytes.",
            leftOut = "one is made in the state folder",
            example = "file:kek.key")
        Optional<SecretRef> kek)
    implements Checked {

  @Override
  public void check(Complaints complaints) {
    if (kek.filter(chosen -> !SecretRef.strong(chosen.read())).isPresent()) {
      complaints.about(
          this,
          "kek",
          "This key is weak: it needs at least 32 random bytes.",
          "Make one with: openssl rand -base64 32");
    }
  }
}
