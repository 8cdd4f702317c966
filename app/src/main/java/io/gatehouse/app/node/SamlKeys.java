package io.gatehouse.app.node;

import io.gatehouse.mtls.KeyCertificates;
import io.gatehouse.sts.keys.SigningKeys;
import io.gatehouse.sts.keys.StoredSigningKey;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.SigningKey;
import io.gatehouse.web.endpoint.Mount;
import io.gatehouse.web.endpoint.MountTable;
import io.gatehouse.web.endpoint.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The issuer's keys as certificates, for partners who verify our assertions: each published key,
 * those that sign next included. Made when somebody asks and when the keys have changed.
 */
final class SamlKeys {
  /** What assertions are signed with; keys of other algorithms sign tokens alone. */
  private static final Set<JwsAlgorithm> OF_ASSERTIONS =
      Set.of(JwsAlgorithm.ES256, JwsAlgorithm.RS256);

  private final String issuer;
  private final SigningKeys keys;
  private volatile Made made = new Made(List.of(), "");

  private record Made(List<String> kids, String pem) {}

  SamlKeys(String issuer, SigningKeys keys) {
    this.issuer = issuer;
    this.keys = keys;
  }

  MountTable documents() {
    return new MountTable(
        Mount.get(
            "/.gatehouse/saml.pem",
            request ->
                Reply.of(200, "application/pem-certificate-chain", pem())
                    .with("Cache-Control", "public, max-age=60")));
  }

  private String pem() {
    var published = keys.published();
    var kids = published.stream().map(SigningKey::kid).toList();
    var last = made;
    if (!last.kids().equals(kids)) {
      last = new Made(kids, written(published));
      made = last;
    }
    return last.pem();
  }

  private String written(List<SigningKey> published) {
    Map<String, Instant> since =
        keys.list().stream()
            .collect(Collectors.toMap(StoredSigningKey::kid, StoredSigningKey::createdAt));
    return published.stream()
        .filter(key -> OF_ASSERTIONS.contains(key.algorithm()))
        .map(key -> KeyCertificates.pem(issuer, carried(key, since)))
        .collect(Collectors.joining());
  }

  private static KeyCertificates.Carried carried(SigningKey key, Map<String, Instant> since) {
    var exported = key.export();
    return new KeyCertificates.Carried(
        exported.publicKey(), exported.privateKey(), since.getOrDefault(key.kid(), Instant.EPOCH));
  }
}
