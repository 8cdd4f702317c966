package io.gatehouse.web.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Content held in memory, already within the limit of its mount. */
public final class Body {
  /** No content. */
  public static final Body EMPTY = new Body(new byte[0]);

  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes the array over: the caller must not change it afterwards. */
  public static Body of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Body(bytes);
  }

  public static Body utf8(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes themselves, not a copy: for reading only. */
  public byte[] bytes() {
    return bytes;
  }

  /** The bytes read as UTF-8; invalid ones become U+FFFD. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body body && Arrays.equals(body.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Content may hold secrets: only its length prints. */
  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
