package io.gatehouse.identity;

/** The kinds of proof that a caller can present; the code is the word of logs and the admin API. */
public enum CredentialKind {
  JWT("jwt"),
  API_KEY("api_key"),
  SIGNATURE("hmac"),
  SIGV4("sigv4"),
  SAML("saml"),
  CERTIFICATE("x509"),
  BASIC("basic"),
  SESSION("session");

  private final String code;

  CredentialKind(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
