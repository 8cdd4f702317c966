package io.gatehouse.identity;

import java.security.cert.X509Certificate;
import java.util.List;

/** What was presented: exactly one per request, unverified. */
public sealed interface Credential {
  CredentialKind kind();

  /** An access token, as {@code Bearer} or, if bound to a key (RFC 9449 §7.1), {@code DPoP}. */
  record BearerToken(Secret token, boolean dpop) implements Credential {
    public BearerToken(Secret token) {
      this(token, false);
    }

    @Override
    public CredentialKind kind() {
      return CredentialKind.JWT;
    }
  }

  /** {@code X-API-Key} or {@code Authorization: ApiKey}. */
  record ApiKey(Secret key) implements Credential {
    @Override
    public CredentialKind kind() {
      return CredentialKind.API_KEY;
    }
  }

  /** RFC 9421: the request's own fields carry the proof. */
  record MessageSignature() implements Credential {
    @Override
    public CredentialKind kind() {
      return CredentialKind.SIGNATURE;
    }
  }

  /** {@code Authorization: AWS4-HMAC-SHA256}: the request's own fields carry the proof. */
  record AwsSignature() implements Credential {
    @Override
    public CredentialKind kind() {
      return CredentialKind.SIGV4;
    }
  }

  /** {@code Authorization: SAML}: base64url of the assertion's XML. */
  record SamlAssertion(Secret encoded) implements Credential {
    @Override
    public CredentialKind kind() {
      return CredentialKind.SAML;
    }
  }

  /** {@code Authorization: Basic}. */
  record NameAndPassword(String username, Secret password) implements Credential {
    @Override
    public CredentialKind kind() {
      return CredentialKind.BASIC;
    }
  }

  /** The certificates of the TLS connection, the client's own first, and nothing beside them. */
  record ClientCertificate(List<X509Certificate> chain) implements Credential {
    public ClientCertificate {
      chain = List.copyOf(chain);
    }

    @Override
    public CredentialKind kind() {
      return CredentialKind.CERTIFICATE;
    }
  }

  /** The gateway's own cookie of a browser that signed in. */
  record Session(Secret cookie, CredentialKind kind) implements Credential {
    public Session(Secret cookie) {
      this(cookie, CredentialKind.SESSION);
    }
  }
}
