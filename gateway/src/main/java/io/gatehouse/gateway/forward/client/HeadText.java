package io.gatehouse.gateway.forward.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a message while it is being put together. Used again for the next one. */
public final class HeadText {
  private static final int USUAL = 2 * 1024;
  private static final int KEPT = 64 * 1024;

  private byte[] octets = new byte[USUAL];
  private int size;

  /** Begins anew. What a rare large message needed is given back. */
  public HeadText clear() {
    size = 0;
    if (octets.length > KEPT) {
      octets = new byte[USUAL];
    }
    return this;
  }

  public int size() {
    return size;
  }

  /** Text that the program wrote, or that is known to be free of control characters. */
  public HeadText text(String text) {
    // What is no Latin-1 becomes a question mark: no character can turn into a line's end.
    return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public HeadText bytes(byte[] bytes) {
    return bytes(bytes, 0, bytes.length);
  }

  HeadText bytes(byte[] from, int start, int length) {
    reserve(length);
    System.arraycopy(from, start, octets, size, length);
    size += length;
    return this;
  }

  /** Takes everything that remains in a buffer. */
  public HeadText bytes(ByteBuffer from) {
    int length = from.remaining();
    reserve(length);
    from.get(octets, size, length);
    size += length;
    return this;
  }

  /**
   * A field line.
   *
   * @throws IllegalArgumentException when it would be more than one line (RFC 9110 §5.5)
   */
  public HeadText field(String name, String value) {
    int start = size;
    text(name);
    octet(':').octet(' ');
    text(value);
    int controls = 0;
    for (int i = start; i < size; i++) {
      int octet = octets[i];
      controls |= (octet & 0xe0) == 0 && octet != '\t' ? 1 : 0;
    }
    if (controls != 0) {
      throw new IllegalArgumentException("a control character in the field " + name);
    }
    return end();
  }

  /** Ends a line, or the head after its last line. */
  public HeadText end() {
    return octet('\r').octet('\n');
  }

  private HeadText octet(int octet) {
    reserve(1);
    octets[size++] = (byte) octet;
    return this;
  }

  private void reserve(int more) {
    if (octets.length - size < more) {
      octets = Arrays.copyOf(octets, Math.max(octets.length * 2, size + more));
    }
  }

  /** The bytes themselves: they change with the next message. */
  public ByteBuffer toSend() {
    return ByteBuffer.wrap(octets, 0, size);
  }
}
