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
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Browsers that sign in at an OpenID Connect issuer. */
@Kind(value = "oidc_login", single = "issuer")
@Means("Browsers that sign in at an OpenID Connect issuer and keep a session here, over TLS only.")
public record OidcLogin(
    @Key(means = "The issuer.", example = "https://sts.example.com") IssuerUrl issuer,
    @Key(means = "This gateway's `client_id` at the issuer.", example = "gateway") String clientId,
    @Key(
            means = "The client's secret.",
            leftOut = "`client_key` proves the client",
            example = "file:login.secret")
        Optional<SecretRef> clientSecret,
    @Key(
            means = "The client's private key (P-256 or RSA) in PEM, for `private_key_jwt`.",
            leftOut = "`client_secret` proves the client",
            example = "file:login.key")
        Optional<SecretRef> clientKey,
    @Key(
            means = "Scopes that are asked for beside `openid`.",
            leftOut = "none",
            example = "[orders.read]")
        Set<String> ask,
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
            leftOut = "by entryUUID in `sub`",
            example = "{ claim: email, attribute: mail }")
        Optional<Match> match,
    @Key(
            means = "Groups by a claim of the ID token.",
            leftOut = "the directory's; none for `owner: issuer`")
        Optional<ClaimTable> groups,
    @Key(
            means = "Scopes by a claim of the ID token.",
            leftOut = "those that our own issuer granted; none of another issuer")
        Optional<ClaimTable> scopes,
    @Key(means = "The session ends when it was unused for so long.", otherwise = "8h")
        Duration idle,
    @Key(means = "The session ends then, however much it is used.", otherwise = "24h")
        Duration lifetime)
    implements Credential, Checked {
  public OidcLogin {
    ask = Set.copyOf(ask);
  }

  @Override
  public void check(Complaints complaints) {
    if (clientSecret.isPresent() == clientKey.isPresent()) {
      complaints.about(
          this,
          "client_id",
          "The client proves itself by exactly one of `client_secret` and `client_key`.",
          "Write `client_secret: file:login.secret`.");
    }
    if (owner == Standing.ISSUER && match.isPresent()) {
      complaints.about(
          this, "match", "`match` looks into the directory; `owner: issuer` does not.");
    }
    if (idle.compareTo(lifetime) > 0) {
      complaints.about(this, "idle", "`idle` is longer than `lifetime`, so it never counts.");
    }
    if (idle.isZero() || lifetime.isZero()) {
      complaints.about(this, "idle", "A session that ends at once is none.");
    }
  }

  /** Whom its sessions stand for is said as for tokens of the issuer. */
  public Credential.Oidc tokens() {
    return new Credential.Oidc(issuer, Optional.of(clientId), ca, owner, match, groups, scopes);
  }
}
