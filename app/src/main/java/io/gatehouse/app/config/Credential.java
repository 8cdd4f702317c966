package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Checked;
import io.gatehouse.app.config.shape.Complaints;
import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Kind;
import io.gatehouse.app.config.shape.Means;
import io.gatehouse.app.config.value.IssuerUrl;
import io.gatehouse.app.config.value.PublicFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A kind of credential that routes may accept; the key says which. */
@Means("A kind of credential. One key says which; its other keys stand beside it or inside it.")
public sealed interface Credential
    permits Credential.Oidc,
        OidcLogin,
        Opaque,
        Credential.ApiKey,
        Credential.Signature,
        Credential.Sigv4,
        Credential.Basic,
        Credential.Saml,
        Credential.X509 {

  /** Tokens of an OpenID Connect issuer. */
  @Kind(value = "oidc", single = "issuer")
  @Means("JWT access tokens of an OpenID Connect issuer: this node's own, or another.")
  record Oidc(
      @Key(means = "The issuer.", example = "https://sts.example.com") IssuerUrl issuer,
      @Key(
              means = "The `aud` that its tokens must carry.",
              leftOut =
                  "the resource that the service's `audience` names; needed for another issuer",
              example = "https://api.example.com")
          Optional<String> audience,
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
              means = "Groups by a claim of the token.",
              leftOut = "the directory's; none for `owner: issuer`")
          Optional<ClaimTable> groups,
      @Key(
              means = "Scopes by a claim of the token.",
              leftOut = "our own issuer's `scope`; none for another issuer")
          Optional<ClaimTable> scopes)
      implements Credential, Checked {
    @Override
    public void check(Complaints complaints) {
      if (owner == Standing.ISSUER && match.isPresent()) {
        complaints.about(
            this, "match", "`match` looks into the directory; `owner: issuer` does not.");
      }
    }
  }

  /** API keys that Gatehouse issued. */
  @Kind("api_key")
  @Means("API keys made by `gatehouse keys create`.")
  record ApiKey() implements Credential {}

  /** HTTP message signatures. */
  @Kind("signature")
  @Means("Requests signed by RFC 9421 with keys made by `gatehouse hmac create`.")
  record Signature(
      @Key(means = "What the signature must cover.", otherwise = "[method, target, body]")
          Set<Part> cover,
      @Key(means = "The greatest age of a signature.", otherwise = "5m") Duration maxAge)
      implements Credential, Checked {
    public Signature {
      cover = Set.copyOf(cover);
    }

    @Override
    public void check(Complaints complaints) {
      if (!cover.equals(Set.of(Part.METHOD, Part.TARGET, Part.BODY))) {
        complaints.about(
            this,
            "cover",
            "A signature that leaves out method, target or body can be moved to another request.",
            "Write [method, target, body], or leave the key out.");
      }
      Ages.check(this, maxAge, complaints);
    }

    /** A part of the request. */
    public enum Part {
      METHOD,
      TARGET,
      BODY
    }
  }

  /** AWS Signature Version 4. */
  @Kind("sigv4")
  @Means("Requests signed by AWS SigV4 with keys made by `gatehouse hmac create --type sigv4`.")
  record Sigv4(
      @Key(means = "The region in the credential scope.", otherwise = "local") String region,
      @Key(means = "The service in the credential scope.", otherwise = "gatehouse") String service,
      @Key(means = "The greatest age of a signature.", otherwise = "5m") Duration maxAge)
      implements Credential, Checked {
    @Override
    public void check(Complaints complaints) {
      Ages.check(this, maxAge, complaints);
    }
  }

  /** Name and password on each request. */
  @Kind("basic")
  @Means("Name and password of a person on each request, over TLS only.")
  record Basic() implements Credential {}

  /** SAML assertions. */
  @Kind("saml")
  @Means(
      "SAML 2.0 bearer assertions in `Authorization: SAML`: this node's own, or another issuer's.")
  record Saml(
      @Key(
              means = "The entity id of the issuer.",
              leftOut = "this node's own, `sts.issuer`",
              example = "https://idp.example.com/saml")
          Optional<String> issuer,
      @Key(
              means = "The issuer's certificates, in PEM. Another issuer has these or `metadata`.",
              leftOut = "the keys of `metadata`, or our own",
              example = "file:idp.pem")
          Optional<PublicFile> certificates,
      @Key(
              means = "The issuer's metadata.",
              leftOut = "the keys of `certificates`, or our own",
              example = "file:idp-metadata.xml")
          Optional<PublicFile> metadata,
      @Key(
              means = "Certificates of who must have signed the metadata.",
              leftOut = "the file is trusted as it lies there",
              example = "file:federation.pem")
          Optional<PublicFile> metadataSigner,
      @Key(
              means = "The audience that its assertions must name.",
              leftOut =
                  "the resource that the service's `audience` names; needed for another issuer",
              example = "https://api.example.com")
          Optional<String> audience,
      @Key(
              means = "The `Recipient` that its assertions must name.",
              leftOut = "not judged",
              example = "https://api.example.com/saml")
          Optional<String> recipient,
      @Key(
              means = "How the directory entry is found; the claim is an attribute or `NameID`.",
              leftOut = "by entryUUID in NameID")
          Optional<Match> match,
      @Key(
              means = "Scopes by an attribute of the assertion.",
              leftOut = "those that the owner's groups give by `sts.scopes`")
          Optional<ClaimTable> scopes,
      @Key(means = "Accept each assertion once only.", otherwise = "false") boolean once,
      @Key(means = "The longest life of an assertion, at most 10m.", otherwise = "10m")
          Duration maxLifetime)
      implements Credential {}

  /** Client certificates. */
  @Kind("x509")
  @Means("TLS client certificates, at a listener that asks for them.")
  record X509(
      @Key(
              means =
                  "The CA of the certificates; with its issuers, if those are to be trusted too.",
              leftOut = "the node's own CA",
              example = "file:partners-ca.pem")
          Optional<PublicFile> ca,
      @Key(
              means =
                  "Revocation lists in PEM, one for each CA on the way; read again when changed.",
              leftOut =
                  "none is asked; certificates of the node's own CA are revoked in the ledger",
              example = "[file:partners.crl]")
          List<PublicFile> crl,
      @Key(
              means = "How long a revocation list counts after its next update was due; then 503.",
              otherwise = "24h")
          Duration crlGrace,
      @Key(
              means = "How the directory entry is found; needed with `ca`.",
              leftOut = "by the ledger",
              example = "{ name: san-email, attribute: mail }")
          Optional<NameMatch> match,
      @Key(
              means = "What certificates of this `ca` allow at most.",
              leftOut = "nothing; with the node's own CA what the ledger says of each",
              example = "[orders.read]")
          Set<String> scopes)
      implements Credential, Checked {
    public X509 {
      crl = List.copyOf(crl);
      scopes = Set.copyOf(scopes);
    }

    @Override
    public void check(Complaints complaints) {
      if (ca.isPresent() && match.isEmpty()) {
        complaints.about(
            this,
            "ca",
            "The ledger knows only certificates of the node's own CA: `match` must say whose these"
                + " are.",
            "Write `match: { name: san-email, attribute: mail }`.");
      }
      if (ca.isEmpty()) {
        foreignOnly(complaints);
      }
    }

    private void foreignOnly(Complaints complaints) {
      for (var key : List.of("match", "scopes", "crl", "crl_grace")) {
        if (complaints.isWritten(this, key)) {
          complaints.about(
              this,
              key,
              "`" + key + "` is for another CA; certificates of the node's own are in the ledger.",
              "Write `ca` as well, or remove it.");
        }
      }
    }
  }

  /** What a principal stands on. */
  enum Standing {
    DIRECTORY,
    ISSUER
  }

  /** How a claim finds an entry. */
  @Means("How a claim finds one directory entry; none or several hits are a refusal.")
  record Match(
      @Key(means = "The claim.", example = "email") String claim,
      @Key(means = "The attribute that must equal it.", example = "mail") String attribute) {}

  /** What the values of a claim mean here. */
  @Means("What the values of a claim mean here; a value that is not listed means nothing.")
  record ClaimTable(
      @Key(means = "The claim.", example = "roles") String claim,
      @Key(
              means = "From each value to our words.",
              needed = true,
              keys = ".{1,256}",
              example = "{ order-clerk: [orders-read] }")
          Map<String, List<String>> values) {
    public ClaimTable {
      values = Ordered.copy(values);
    }
  }
}
