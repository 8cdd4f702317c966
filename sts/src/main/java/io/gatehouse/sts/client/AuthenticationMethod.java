package io.gatehouse.sts.client;

import java.util.Arrays;
import java.util.Optional;

/** How a client proves itself at the token endpoint (RFC 7591 §2). */
public enum AuthenticationMethod {
  /** A public client: it has no secret and is only named. */
  NONE("none"),
  CLIENT_SECRET_BASIC("client_secret_basic"),
  CLIENT_SECRET_POST("client_secret_post"),
  /** RFC 7523 §2.2: it signs an assertion; no secret is shared. */
  PRIVATE_KEY_JWT("private_key_jwt"),
  /** RFC 8705 §2.1: by a certificate that a trusted authority issued. */
  TLS_CLIENT_AUTH("tls_client_auth"),
  /** RFC 8705 §2.2: by a certificate that it registered itself. */
  SELF_SIGNED_TLS_CLIENT_AUTH("self_signed_tls_client_auth");

  private final String word;

  AuthenticationMethod(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /** Whether the client has a secret that we keep a hash of. */
  public boolean usesSecret() {
    return this == CLIENT_SECRET_BASIC || this == CLIENT_SECRET_POST;
  }

  /** Whether the connection proves it: the request only names the client. */
  public boolean usesCertificate() {
    return this == TLS_CLIENT_AUTH || this == SELF_SIGNED_TLS_CLIENT_AUTH;
  }

  /** FAPI 2.0 Security Profile §5.3.2.1: keys only, no shared secret. */
  public boolean isFapi() {
    return this == PRIVATE_KEY_JWT || usesCertificate();
  }

  public static Optional<AuthenticationMethod> named(String word) {
    return Arrays.stream(values()).filter(method -> method.word.equals(word)).findFirst();
  }
}
