package io.gatehouse.tokens.saml;

import java.security.PublicKey;
import java.time.Instant;
import java.util.List;

/** The keys of one issuer. */
public interface IssuerKeys {
  /** Those that are trusted at this time; none once their metadata has expired. */
  List<PublicKey> at(Instant now);
}
