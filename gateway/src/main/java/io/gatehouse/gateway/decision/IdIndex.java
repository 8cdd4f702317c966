package io.gatehouse.gateway.decision;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Where lines begin, by a 32-bit hash of their id; the line itself tells whether it is the one. */
final class IdIndex {
  private long[] entries = new long[256];
  private int count;

  void add(String id, long offset) {
    if (count == entries.length) {
      entries = Arrays.copyOf(entries, count * 2);
    }
    entries[count++] = (hash(id) << 32) | offset;
  }

  long[] offsetsOf(String id) {
    return offsets(Arrays.copyOf(entries, count), id);
  }

  static long[] offsetsIn(Path file, String id) throws IOException {
    var longs = ByteBuffer.wrap(Files.readAllBytes(file)).asLongBuffer();
    var read = new long[longs.remaining()];
    longs.get(read);
    return offsets(read, id);
  }

  private static long[] offsets(long[] entries, String id) {
    long wanted = hash(id);
    return IntStream.range(0, entries.length)
        .mapToLong(i -> entries[i])
        .filter(entry -> entry >>> 32 == wanted)
        .map(entry -> entry & 0xffff_ffffL)
        .toArray();
  }

  void write(Path file) throws IOException {
    var bytes = ByteBuffer.allocate(count * Long.BYTES);
    bytes.asLongBuffer().put(entries, 0, count);
    Files.write(file, bytes.array());
  }

  /** FNV-1a. */
  private static long hash(String id) {
    int hash = 0x811c9dc5;
    for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x01000193;
    }
    return hash & 0xffff_ffffL;
  }
}
