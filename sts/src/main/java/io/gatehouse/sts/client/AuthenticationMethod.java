package io.gatehouse.sts.client;

import java.util.Arrays;
import java.util.Optional;

/** How a client proves itself at the token endpoint (RFC 7591 §2). */
public enum AuthenticationMethod {
  /** A public client: it has no secret and is only named. */
  NONE("none"),
  CLIENT_SECRET_BASIC("client_secret_basic"),
  CLIENT_SECRET_POST("client_secret_post");

  private final String word;

  AuthenticationMethod(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  public static Optional<AuthenticationMethod> named(String word) {
    return Arrays.stream(values()).filter(method -> method.word.equals(word)).findFirst();
  }
}
