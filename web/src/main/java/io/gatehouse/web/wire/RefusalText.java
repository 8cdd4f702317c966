package io.gatehouse.web.wire;

import io.gatehouse.web.endpoint.Body;
import io.gatehouse.web.endpoint.ProblemReply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The bytes of an answer that no parser and no handler had a part in. */
final class RefusalText {
  private static final Map<Integer, String> PHRASES =
      Map.of(
          400, "Bad Request",
          405, "Method Not Allowed",
          408, "Request Timeout",
          413, "Content Too Large",
          414, "URI Too Long",
          417, "Expectation Failed",
          431, "Request Header Fields Too Large",
          501, "Not Implemented",
          505, "HTTP Version Not Supported");

  private RefusalText() {}

  static ByteBuffer of(Fault fault, String requestId, String span) {
    Body body = Body.utf8(ProblemReply.json(fault.kind(), fault.detail(), requestId));
    int status = fault.kind().status();
    String head =
        "HTTP/1.1 %d %s\r\n".formatted(status, PHRASES.getOrDefault(status, "Refused"))
            + "Content-Type: application/problem+json\r\n"
            + "Content-Length: %d\r\n".formatted(body.length())
            + "Connection: close\r\n"
            + "Cache-Control: no-store\r\n"
            + "X-Content-Type-Options: nosniff\r\n"
            + "Referrer-Policy: no-referrer\r\n"
            + (status == 405 ? "Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n" : "")
            + "X-Request-Id: "
            + requestId
            + "\r\n"
            + "traceparent: 00-"
            + requestId
            + "-"
            + span
            + "-00\r\n\r\n";
    byte[] text = head.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(text.length + body.length()).put(text).put(body.bytes()).flip();
  }
}
