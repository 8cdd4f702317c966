package io.gatehouse.sts.oauth;

import java.util.Arrays;
import java.util.Optional;

/** The grants that {@code POST /token} knows. */
public enum GrantType {
  AUTHORIZATION_CODE("authorization_code"),
  REFRESH_TOKEN("refresh_token"),
  CLIENT_CREDENTIALS("client_credentials"),
  /** RFC 8628 §3.4. */
  DEVICE_CODE("urn:ietf:params:oauth:grant-type:device_code"),
  /** RFC 8693 §2.1. */
  TOKEN_EXCHANGE("urn:ietf:params:oauth:grant-type:token-exchange"),
  /** RFC 7523 §2.1. */
  JWT_BEARER("urn:ietf:params:oauth:grant-type:jwt-bearer"),
  /** RFC 7522 §2.1. */
  SAML_BEARER("urn:ietf:params:oauth:grant-type:saml2-bearer");

  private final String word;

  GrantType(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  public static Optional<GrantType> named(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }
}
