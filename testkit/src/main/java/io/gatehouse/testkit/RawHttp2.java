package io.gatehouse.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A client that writes HTTP/2 frames as it is told, right or wrong. Its fields are literals that
 * are never indexed (RFC 7541 §6.2.3), one char of theirs one byte.
 */
public final class RawHttp2 implements AutoCloseable {
  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int PRIORITY = 2;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PUSH_PROMISE = 5;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int WINDOW_UPDATE = 8;
  public static final int CONTINUATION = 9;

  public static final int END_STREAM = 1;
  public static final int END_HEADERS = 4;
  public static final int PADDED = 8;
  public static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private static final int PATIENCE_MILLIS = 20_000;

  private final SSLSocket socket;
  private final DataInputStream in;
  private final OutputStream out;

  private RawHttp2(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /**
   * A frame as it came.
   *
   * @param flags the eight bits
   */
  public record Frame(int type, int flags, int stream, byte[] payload) {
    public boolean ends() {
      return (flags & END_STREAM) != 0 && (type == DATA || type == HEADERS);
    }

    /** The code of a GOAWAY or a RST_STREAM. */
    public int code() {
      return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
    }
  }

  /** Connects and agrees on h2; sends nothing yet. */
  public static RawHttp2 connect(SSLContext trust, InetSocketAddress to) throws IOException {
    var socket = (SSLSocket) trust.getSocketFactory().createSocket(to.getAddress(), to.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    var parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return new RawHttp2(socket);
  }

  /** What was agreed on. */
  public String protocol() {
    return socket.getApplicationProtocol();
  }

  /** Preface and empty settings. */
  public RawHttp2 begin() {
    return raw(PREFACE).frame(SETTINGS, 0, 0, new byte[0]);
  }

  /** One char is one byte. A server that has hung up is no failure: what it said can be read. */
  public RawHttp2 raw(String bytes) {
    return write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  private RawHttp2 write(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException hungUp) {
      return this;
    }
    return this;
  }

  public RawHttp2 frame(int type, int flags, int stream, byte[] payload) {
    return write(bytes(type, flags, stream, payload));
  }

  public RawHttp2 frame(int type, int flags, int stream, String payload) {
    return frame(type, flags, stream, payload.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Several frames in one write. */
  public RawHttp2 frames(int count, byte[] frame) {
    var all = ByteBuffer.allocate(count * frame.length);
    for (int i = 0; i < count; i++) {
      all.put(frame);
    }
    return write(all.array());
  }

  /** A frame's bytes. */
  public static byte[] bytes(int type, int flags, int stream, byte[] payload) {
    int length = payload.length;
    return ByteBuffer.allocate(9 + length)
        .put((byte) (length >> 16))
        .put((byte) (length >> 8))
        .put((byte) length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /** A request: name, value, name, value. */
  public RawHttp2 request(int stream, boolean ends, String... fields) {
    return frame(HEADERS, END_HEADERS | (ends ? END_STREAM : 0), stream, block(fields));
  }

  public RawHttp2 get(int stream, String path, String... more) {
    return request(stream, true, head("GET", path, more));
  }

  /** The usual four, and more. */
  public static String[] head(String method, String path, String... more) {
    var all =
        new ArrayList<>(
            List.of(
                ":method", method, ":scheme", "https", ":authority", "localhost", ":path", path));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** Fields as literals without Huffman coding. */
  public static byte[] block(String... fields) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i += 2) {
      bytes.write(0x10);
      text(fields[i], bytes);
      text(fields[i + 1], bytes);
    }
    return bytes.toByteArray();
  }

  private static void text(String text, ByteArrayOutputStream into) {
    int length = text.length();
    if (length < 127) {
      into.write(length);
    } else {
      // RFC 7541 §5.1.
      into.write(127);
      int rest = length - 127;
      while (rest >= 128) {
        into.write((rest & 0x7f) | 0x80);
        rest >>= 7;
      }
      into.write(rest);
    }
    into.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The next frame; empty at the end. */
  public Optional<Frame> next() {
    try {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt() & 0x7fffffff;
      return Optional.of(new Frame(type, flags, stream, in.readNBytes(length)));
    } catch (SocketTimeoutException silent) {
      throw new AssertionError("no frame came", silent);
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  /** The next frame of this type; empty when the connection ends before one comes. */
  public Optional<Frame> next(int type) {
    var frame = next();
    while (frame.isPresent() && frame.get().type() != type) {
      frame = next();
    }
    return frame;
  }

  /** The frames of one stream up to its end, or to the connection's. */
  public List<Frame> stream(int stream) {
    var frames = new ArrayList<Frame>();
    var frame = next();
    while (frame.isPresent()) {
      if (frame.get().stream() == stream && frame.get().type() != WINDOW_UPDATE) {
        frames.add(frame.get());
        if (frame.get().ends() || frame.get().type() == RST_STREAM) {
          return frames;
        }
      }
      frame = next();
    }
    return frames;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
