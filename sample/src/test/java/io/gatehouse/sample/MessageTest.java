package io.gatehouse.sample;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.sample.Message.Field;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
  @Test
  void fieldsKeepTheirNamesOrderAndRepetition() throws IOException {
    var message =
        Message.read(bytes("GET /a?b=c HTTP/1.1\r\nHost: h\r\nX-A: 1\r\nx-a: 2\r\n\r\n"))
            .orElseThrow();
    assertThat(message.fields())
        .containsExactly(new Field("Host", "h"), new Field("X-A", "1"), new Field("x-a", "2"));
    assertThat(message.path()).isEqualTo("/a");
    assertThat(message.query()).contains("b=c");
  }

  @Test
  void aBodyIsReadByLengthOrByChunks() throws IOException {
    var in =
        bytes(
            "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi"
                + "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nho\r\n0\r\n\r\n");
    assertThat(Message.read(in).orElseThrow().body()).isEqualTo("hi");
    assertThat(Message.read(in).orElseThrow().body()).isEqualTo("ho");
    assertThat(Message.read(in)).isEmpty();
  }

  @Test
  void aCharacterMayBeCutByTheEndOfAChunk() throws IOException {
    var head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    var chunks = "1\r\n\u00c3\r\n1\r\n\u00a9\r\n0\r\nTrailer: x\r\n\r\n";
    var in = bytes(head + chunks, ISO_8859_1);
    assertThat(Message.read(in).orElseThrow().body()).isEqualTo("é");
    assertThat(Message.read(in)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\n",
        "GET / HTTP/1.1\r\nHost",
        "GET / HTTP/1.1\r\n: x\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhi",
        "POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\nhi",
        "POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\nhi"
      })
  void whatIsNoWholeRequestIsAnError(String text) {
    assertThatThrownBy(() -> Message.read(bytes(text))).isInstanceOf(IOException.class);
  }

  @Test
  void aPeerThatWantsToCloseIsHeard() throws IOException {
    assertThat(read("GET / HTTP/1.1\r\nConnection: Close\r\n\r\n").isLast()).isTrue();
    assertThat(read("GET / HTTP/1.1\r\nHost: h\r\n\r\n").isLast()).isFalse();
  }

  private static Message read(String text) throws IOException {
    return Message.read(bytes(text)).orElseThrow();
  }

  private static InputStream bytes(String text, Charset charset) {
    return new ByteArrayInputStream(text.getBytes(charset));
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
