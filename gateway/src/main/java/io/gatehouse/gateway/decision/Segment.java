package io.gatehouse.gateway.decision;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One file of lines with an index beside it that is written when the file is full. */
final class Segment implements AutoCloseable {
  private static final String SUFFIX = ".log";

  private final Path file;
  private final Instant begun;
  private final FileChannel channel;
  private final IdIndex index = new IdIndex();
  private long size;

  private Segment(Path file, Instant begun, FileChannel channel) {
    this.file = file;
    this.begun = begun;
    this.channel = channel;
  }

  /** Names sort by time; two within one millisecond are told apart. */
  static Segment create(Path folder, Instant now) throws IOException {
    for (int n = 0; ; n++) {
      var file = folder.resolve("decisions-%013d-%03d%s".formatted(now.toEpochMilli(), n, SUFFIX));
      try {
        var owner = PosixFilePermissions.fromString("rw-------");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
        return new Segment(file, now, FileChannel.open(file, StandardOpenOption.WRITE));
      } catch (FileAlreadyExistsException taken) {
        // The next number is free.
      }
    }
  }

  Path file() {
    return file;
  }

  Instant begun() {
    return begun;
  }

  boolean isAsBigAs(int bytes) {
    return size >= bytes;
  }

  /** All lines or none: what a full disk took of them is overwritten by the next try. */
  void append(List<Segments.Line> lines) throws IOException {
    int total = lines.stream().mapToInt(line -> line.bytes().length).sum();
    var bytes = ByteBuffer.allocate(total);
    lines.forEach(line -> bytes.put(line.bytes()));
    bytes.flip();
    long at = size;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    at = size;
    for (var line : lines) {
      index.add(line.id(), at);
      at += line.bytes().length;
    }
    size = at;
  }

  Optional<String> find(String id) throws IOException {
    for (long offset : index.offsetsOf(id)) {
      var line = lineAt(file, offset).filter(text -> isOf(text, id));
      if (line.isPresent()) {
        return line;
      }
    }
    return Optional.empty();
  }

  static Optional<String> find(Path file, String id) throws IOException {
    var indexFile = indexOf(file);
    if (!Files.exists(indexFile)) {
      // The process ended before it wrote the index.
      try (var lines = Files.lines(file, StandardCharsets.US_ASCII)) {
        return lines.filter(line -> isOf(line, id)).findFirst();
      }
    }
    for (long offset : IdIndex.offsetsIn(indexFile, id)) {
      var line = lineAt(file, offset).filter(text -> isOf(text, id));
      if (line.isPresent()) {
        return line;
      }
    }
    return Optional.empty();
  }

  private static boolean isOf(String line, String id) {
    return line.startsWith("{\"id\":\"" + id + "\"");
  }

  private static Optional<String> lineAt(Path file, long offset) throws IOException {
    try (var in = Files.newInputStream(file)) {
      in.skipNBytes(offset);
      var reader =
          new java.io.BufferedReader(new java.io.InputStreamReader(in, StandardCharsets.US_ASCII));
      return Optional.ofNullable(reader.readLine());
    }
  }

  static boolean isSegment(Path file) {
    var name = file.getFileName().toString();
    return name.startsWith("decisions-") && name.endsWith(SUFFIX);
  }

  static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(indexOf(file));
  }

  private static Path indexOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".idx");
  }

  @Override
  public void close() throws IOException {
    channel.close();
    index.write(indexOf(file));
  }
}
