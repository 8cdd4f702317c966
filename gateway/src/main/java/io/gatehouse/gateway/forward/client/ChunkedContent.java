package io.gatehouse.gateway.forward.client;

import java.nio.ByteBuffer;

/** Content in chunks (RFC 9112 §7.1), resumable at every byte. Trailers are checked and dropped. */
final class ChunkedContent implements Content {
  private static final int MOST_DIGITS = 15;
  private static final int MOST_EXTENSION = 256;
  private static final int MOST_TRAILERS = 8 * 1024;

  private enum At {
    SIZE,
    EXTENSION,
    SIZE_LINE_FEED,
    DATA,
    DATA_RETURN,
    DATA_LINE_FEED,
    TRAILER_START,
    TRAILER_NAME,
    TRAILER_VALUE,
    TRAILER_LINE_FEED,
    LAST_LINE_FEED,
    DONE
  }

  private At at = At.SIZE;
  private long size;
  private int count;
  private int trailers;

  @Override
  public void unframe(ByteBuffer bytes) throws Nonsense {
    int from = bytes.position();
    int to = bytes.limit();
    int kept = from;
    int p = from;
    while (p < to) {
      if (at == At.DATA) {
        int length = (int) Math.min(size, to - p);
        if (kept != p) {
          bytes.put(kept, bytes, p, length);
        }
        kept += length;
        p += length;
        size -= length;
        at = size == 0 ? At.DATA_RETURN : At.DATA;
      } else {
        framing(bytes.get(p));
        p++;
      }
    }
    bytes.limit(kept);
  }

  private void framing(int octet) throws Nonsense {
    switch (at) {
      case SIZE -> size(octet);
      case EXTENSION -> extension(octet);
      case SIZE_LINE_FEED -> {
        expect(octet, '\n', size == 0 ? At.TRAILER_START : At.DATA);
        count = 0;
      }
      case DATA_RETURN -> expect(octet, '\r', At.DATA_LINE_FEED);
      case DATA_LINE_FEED -> expect(octet, '\n', At.SIZE);
      case TRAILER_START, TRAILER_NAME, TRAILER_VALUE -> trailer(octet);
      case TRAILER_LINE_FEED -> expect(octet, '\n', At.TRAILER_START);
      case LAST_LINE_FEED -> expect(octet, '\n', At.DONE);
      case DATA, DONE -> throw new Nonsense("bytes after the content");
    }
  }

  private void size(int octet) throws Nonsense {
    if (Octets.is(octet, Octets.HEX) && count < MOST_DIGITS) {
      size = size << 4 | Character.digit(octet, 16);
      count++;
    } else {
      AnswerScan.require(count > 0 && (octet == '\r' || octet == ';'), "a chunk's size");
      at = octet == '\r' ? At.SIZE_LINE_FEED : At.EXTENSION;
      count = 0;
    }
  }

  private void extension(int octet) throws Nonsense {
    if (octet == '\r') {
      at = At.SIZE_LINE_FEED;
    } else {
      AnswerScan.require(
          Octets.is(octet, Octets.VALUE) && count++ < MOST_EXTENSION, "a chunk's extension");
    }
  }

  private void trailer(int octet) throws Nonsense {
    AnswerScan.require(++trailers <= MOST_TRAILERS, "trailers of more than 8 KiB");
    if (at == At.TRAILER_START && octet == '\r') {
      at = At.LAST_LINE_FEED;
    } else if (at == At.TRAILER_VALUE) {
      AnswerScan.require(octet == '\r' || Octets.is(octet, Octets.VALUE), "a trailer's value");
      at = octet == '\r' ? At.TRAILER_LINE_FEED : At.TRAILER_VALUE;
    } else if (at == At.TRAILER_NAME && octet == ':') {
      at = At.TRAILER_VALUE;
    } else {
      AnswerScan.require(Octets.is(octet, Octets.TOKEN), "a trailer's name");
      at = At.TRAILER_NAME;
    }
  }

  private void expect(int octet, int wanted, At next) throws Nonsense {
    AnswerScan.require(octet == wanted, "a chunk that does not end where its size says");
    at = next;
  }

  @Override
  public boolean isComplete() {
    return at == At.DONE;
  }

  @Override
  public void end() throws Nonsense {
    AnswerScan.require(at == At.DONE, "the content broke off");
  }

  @Override
  public long length() {
    return -1;
  }
}
