package io.gatehouse.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Bytes that cannot print. {@link #expose()} is the one greppable way out. */
public final class Secret {
  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Keeps a copy. */
  public static Secret of(byte[] bytes) {
    return new Secret(bytes.clone());
  }

  /** The UTF-8 bytes of a text. */
  public static Secret ofText(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of the bytes. */
  public byte[] expose() {
    return bytes.clone();
  }

  /** The bytes read as UTF-8. */
  public String exposeText() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public int length() {
    return bytes.length;
  }

  /** Takes the same time whatever differs. */
  public boolean sameAs(byte[] other) {
    return MessageDigest.isEqual(bytes, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && sameAs(secret.bytes);
  }

  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
