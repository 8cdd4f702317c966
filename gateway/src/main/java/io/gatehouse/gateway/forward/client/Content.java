package io.gatehouse.gateway.forward.client;

import java.nio.ByteBuffer;

/**
 * Tells the content of one answer from its framing, in place: what remains in a buffer afterwards
 * is content and nothing else.
 */
public sealed interface Content permits CountedContent, ChunkedContent, OpenContent {
  /** Takes the framing out of bytes that came. */
  void unframe(ByteBuffer bytes) throws Nonsense;

  /** Whether all of it has come. */
  boolean isComplete();

  /** Nothing more comes; throws when something is missing. */
  void end() throws Nonsense;

  /** How long it is, when that was said; negative when not. */
  long length();

  /**
   * How the content of an answer is framed (RFC 9112 §6.3).
   *
   * @param head complete
   * @param toHead whether the request was HEAD
   */
  static Content of(AnswerHead head, boolean toHead) throws Nonsense {
    int length = head.only(AnswerName.CONTENT_LENGTH);
    int coding = head.only(AnswerName.TRANSFER_ENCODING);
    AnswerScan.require(length != -2, "several Content-Length");
    AnswerScan.require(coding != -2, "several Transfer-Encoding");
    AnswerScan.require(length == -1 || coding == -1, "Content-Length with Transfer-Encoding");
    long stated = length < 0 ? -1 : number(head.valueText(length));
    if (coding >= 0) {
      AnswerScan.require(head.isNamed(coding, "Transfer-Encoding"), "an alias of a framing field");
      AnswerScan.require(!head.old, "a transfer coding of HTTP/1.0");
      AnswerScan.require(
          head.valueText(coding).equalsIgnoreCase("chunked"), "an unknown transfer coding");
    }
    AnswerScan.require(
        length < 0 || head.isNamed(length, "Content-Length"), "an alias of a framing field");
    if (hasNone(head.status(), toHead)) {
      AnswerScan.require(head.status() != 204 || (stated <= 0 && coding < 0), "content of a 204");
      return new CountedContent(0, stated);
    }
    if (coding >= 0) {
      return new ChunkedContent();
    }
    return stated >= 0 ? new CountedContent(stated, stated) : new OpenContent();
  }

  private static boolean hasNone(int status, boolean toHead) {
    return toHead || status == 204 || status == 304;
  }

  private static long number(String text) throws Nonsense {
    AnswerScan.require(
        !text.isEmpty()
            && text.length() <= 18
            && text.chars().allMatch(octet -> Octets.is(octet, Octets.DIGIT) && octet < 0x80),
        "a Content-Length that is no number");
    return Long.parseLong(text);
  }
}
