package io.gatehouse.app.config;

import io.gatehouse.app.config.Credential.ClaimTable;
import io.gatehouse.app.config.Credential.Match;
import io.gatehouse.app.config.Credential.Standing;
import io.gatehouse.app.config.shape.Checked;
import io.gatehouse.app.config.shape.Complaints;
import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Kind;
import io.gatehouse.app.config.shape.Means;
import io.gatehouse.app.config.value.IssuerUrl;
import io.gatehouse.app.config.value.PublicFile;
import io.gatehouse.app.config.value.SecretRef;
import java.util.Optional;

/** Opaque access tokens of another issuer. */
@Kind(value = "opaque", single = "issuer")
@Means("Opaque access tokens of another issuer, which is asked about each (introspection).")
public record Opaque(
    @Key(means = "The issuer.", example = "https://idp.example.com") IssuerUrl issuer,
    @Key(
            means = "Where it is asked; of its own origin, or https.",
            example = "https://idp.example.com/introspect")
        IssuerUrl endpoint,
    @Key(means = "This gateway's `client_id` at the issuer.", example = "gateway") String clientId,
    @Key(means = "The client's secret.", example = "file:introspect.secret") SecretRef clientSecret,
    @Key(means = "The `aud` that its tokens must carry.", example = "https://api.example.com")
        String audience,
    @Key(
            means = "The CA of the issuer's certificate.",
            leftOut = "the system's",
            example = "file:issuer-ca.pem")
        Optional<PublicFile> ca,
    @Key(
            means = "What the caller stands on: a live directory entry, or the issuer's word.",
            otherwise = "directory")
        Standing owner,
    @Key(
            means = "How the directory entry is found; needed for another issuer.",
            leftOut = "`owner` is `issuer`",
            example = "{ claim: email, attribute: mail }")
        Optional<Match> match,
    @Key(
            means = "Groups by a claim of the answer.",
            leftOut = "the directory's; none for `owner: issuer`")
        Optional<ClaimTable> groups,
    @Key(means = "Scopes by a claim of the answer.", leftOut = "none") Optional<ClaimTable> scopes)
    implements Credential, Checked {
  @Override
  public void check(Complaints complaints) {
    if (owner == Standing.ISSUER && match.isPresent()) {
      complaints.about(
          this, "match", "`match` looks into the directory; `owner: issuer` does not.");
    }
  }

  /** Whom its tokens stand for is said as for tokens that can be read. */
  public Credential.Oidc tokens() {
    return new Credential.Oidc(issuer, Optional.of(audience), ca, owner, match, groups, scopes);
  }
}
