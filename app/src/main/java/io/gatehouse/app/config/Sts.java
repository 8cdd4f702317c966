package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Checked;
import io.gatehouse.app.config.shape.Complaints;
import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Kind;
import io.gatehouse.app.config.shape.Means;
import io.gatehouse.app.config.value.IssuerUrl;
import io.gatehouse.app.config.value.PublicFile;
import io.gatehouse.app.config.value.ResourceUri;
import io.gatehouse.app.config.value.SecretRef;
import io.gatehouse.app.config.value.StoreUrl;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The token service, here or elsewhere. */
@Means("The token service: in this node, or elsewhere (`url`).")
public sealed interface Sts {

  /** A token service in this node. */
  @Kind("")
  @Means("A token service in this node.")
  record Local(
      @Key(means = "Where it listens.", otherwise = "{ https: 127.0.0.1:9443 }") Listen listen,
      @Key(
              means = "Its identifier and public address.",
              otherwise = "https://localhost:9443",
              example = "https://sts.example.com")
          IssuerUrl issuer,
      @Key(
              means = "The store of clients, keys, sessions and signing keys.",
              leftOut = "embedded, in the state folder",
              example = "jdbc:postgresql://db/gatehouse")
          Optional<StoreUrl> store,
      @Key(
              means = "The account that the store is opened with.",
              leftOut = "the one in the URL, or this process's user, without a password",
              example = "{ user: gatehouse, password: file:db.pw }")
          Optional<StoreLogin> storeLogin,
      @Key(
              means = "What can be granted, and to which groups.",
              leftOut = "only the scopes of OpenID Connect",
              keys = "[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,128}",
              example = "{ orders.read: { groups: [orders-read] } }")
          Map<String, Scope> scopes,
      @Key(
              means = "What tokens can be for; a service's `audience` names one.",
              leftOut = "tokens are for userinfo only",
              example = "{ orders-api: { uri: https://api.example.com, scopes: [orders.read] } }")
          Map<String, Resource> resources,
      @Key(
              means = "How applications may register themselves (RFC 7591).",
              leftOut = "only administrators register applications",
              example = "{ open: false, scopes: [openid, profile] }")
          Optional<Registration> registration,
      @Key(
              means = "Which clients may exchange tokens (RFC 8693); nothing else is exchanged.",
              leftOut = "no token is exchanged",
              example =
                  "{ billing: { actors: [CLIENT_ID], audience: orders-api, scopes: [orders.read] }"
                      + " }")
          Map<String, Exchange> exchange,
      @Key(means = "How long what is issued lives.", otherwise = "{}") StsLifetimes lifetimes,
      @Key(means = "When the keys that sign tokens are replaced.", otherwise = "{}")
          SigningKeys signingKeys,
      @Key(
              means = "Whose certificates clients prove themselves by (`tls_client_auth`).",
              leftOut = "the node's own CA",
              example = "{ ca: file:clients-ca.pem }")
          Optional<ClientCertificates> clientCertificates,
      @Key(
              means = "Issuers whose assertions are taken for tokens (RFC 7523, RFC 7522).",
              leftOut = "none is taken",
              example =
                  "{ hr: { credential: partner, clients: [CLIENT_ID], scopes: [orders.read] } }")
          Map<String, AssertionIssuer> assertions)
      implements Sts, Checked {
    public Local {
      scopes = Ordered.copy(scopes);
      resources = Ordered.copy(resources);
      exchange = Ordered.copy(exchange);
      assertions = Ordered.copy(assertions);
    }

    @Override
    public void check(Complaints complaints) {
      if (storeLogin.isPresent() && store.isEmpty()) {
        complaints.about(
            this,
            "store_login",
            "The embedded store has no account.",
            "Remove this, or set `store` to a PostgreSQL URL.");
      }
    }
  }

  /** An account of the database. */
  @Means("The account that the store is opened with.")
  record StoreLogin(
      @Key(means = "Its name.", example = "gatehouse") String user,
      @Key(means = "Its password.", example = "file:db.pw") SecretRef password) {}

  /** How long signing keys are used. */
  @Means("When the keys that sign tokens are replaced.")
  record SigningKeys(
      @Key(means = "How long a key signs before its successor is made.", otherwise = "90d")
          Duration rotateEvery,
      @Key(
              means =
                  "How long anybody may keep a copy of the published keys: a new key is published"
                      + " for this time and a minute before it signs.",
              otherwise = "5m")
          Duration cachedFor)
      implements Checked {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Override
    public void check(Complaints complaints) {
      if (cachedFor.compareTo(Duration.ofSeconds(1)) < 0
          || cachedFor.compareTo(Duration.ofDays(1)) > 0) {
        complaints.about(this, "cached_for", "This must be 1s to 24h.");
      } else if (rotateEvery.compareTo(cachedFor.plus(MINUTE).multipliedBy(2)) < 0) {
        complaints.about(
            this,
            "rotate_every",
            "A key must sign at least twice as long as it is published before: longer than `"
                + cachedFor.plus(MINUTE).multipliedBy(2).toSeconds()
                + "s` here.");
      }
    }
  }

  /** A token service in another node. */
  @Kind("url")
  @Means("A token service in another node.")
  record Remote(
      @Key(means = "The address of its node channel.", example = "https://sts.internal:9444")
          IssuerUrl url,
      @Key(means = "How this node proves who it is.") Node node)
      implements Sts {}

  /** A node's own certificate. */
  @Means("The client certificate of this node.")
  record Node(
      @Key(means = "The certificate chain in PEM.", example = "file:node.crt") PublicFile cert,
      @Key(means = "Its private key in PEM.", example = "file:node.key") SecretRef key,
      @Key(
              means = "The CA of the token service's certificate.",
              leftOut = "the system's",
              example = "file:sts-ca.pem")
          Optional<PublicFile> ca) {}

  /** Who is granted a scope. */
  @Means("Who is granted a scope.")
  record Scope(
      @Key(
              means = "Groups of which a person must be in one.",
              leftOut = "everyone who can sign in",
              example = "[orders-read]")
          Set<String> groups,
      @Key(
              means = "What the person reads when asked to consent.",
              leftOut = "the scope's name",
              example = "Read your orders")
          Optional<String> description) {
    public Scope {
      groups = Set.copyOf(groups);
    }
  }

  /** Something that tokens can be for. */
  @Means("An API that tokens can be for (RFC 8707).")
  record Resource(
      @Key(means = "The `aud` of its tokens.", example = "https://api.example.com") ResourceUri uri,
      @Key(
              means = "The scopes that its tokens can carry.",
              leftOut = "none",
              names = "sts.scopes",
              example = "[orders.read, orders.write]")
          Set<String> scopes) {
    public Resource {
      scopes = Set.copyOf(scopes);
    }
  }

  /** What applications that register themselves may be. */
  @Means("What applications that register themselves may be at most (RFC 7591).")
  record Registration(
      @Key(
              means = "Whether anybody may register one, without an initial access token.",
              otherwise = "false")
          boolean open,
      @Key(
              means = "The scopes they can be given.",
              leftOut = "those of OpenID Connect",
              names = "sts.scopes",
              also = {"openid", "profile", "email", "offline_access"},
              example = "[openid, profile, orders.read]")
          Set<String> scopes,
      @Key(means = "The grants they can use.", otherwise = "[authorization_code, refresh_token]")
          Set<Grant> grants,
      @Key(means = "Whether confidential ones must use PKCE, too.", otherwise = "true")
          boolean requirePkce) {
    public Registration {
      scopes = Set.copyOf(scopes);
      grants = Set.copyOf(grants);
    }
  }

  /** A grant that applications can be registered for. */
  enum Grant {
    AUTHORIZATION_CODE,
    REFRESH_TOKEN,
    CLIENT_CREDENTIALS,
    DEVICE_CODE
  }

  /** Who may exchange what for what. */
  @Means("Clients that may turn a person's token into one for another API (RFC 8693).")
  record Exchange(
      @Key(means = "Their client ids.", needed = true, example = "[Zm9vYmFyYmF6]")
          Set<String> actors,
      @Key(
              means =
                  "Tokens they may bring, issued to them or for an API of theirs; `identity` is"
                      + " `Gatehouse-Identity`.",
              otherwise = "[access_token, identity]")
          Set<Subject> subjects,
      @Key(
              means = "The API that the new token is for.",
              names = "sts.resources",
              example = "orders-api")
          String audience,
      @Key(
              means = "The scopes that the new token may hold, as far as the old one does.",
              names = "sts.scopes",
              needed = true,
              example = "[orders.read]")
          Set<String> scopes,
      @Key(
              means = "Whether the new token names its actor (`act`); else it impersonates.",
              otherwise = "true")
          boolean delegation,
      @Key(means = "The longest chain of actors.", otherwise = "1") int depth,
      @Key(means = "The longest life of the new token.", otherwise = "5m") Duration lifetime) {
    public Exchange {
      actors = Set.copyOf(actors);
      subjects = Set.copyOf(subjects);
      scopes = Set.copyOf(scopes);
    }
  }

  /** A token that can be exchanged. */
  enum Subject {
    ACCESS_TOKEN,
    ID_TOKEN,
    IDENTITY
  }
}
