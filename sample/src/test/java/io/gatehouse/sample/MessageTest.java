package io.gatehouse.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.sample.Message.Field;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

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
  void whatIsNoRequestIsAnError() {
    assertThatThrownBy(() -> Message.read(bytes("hello\r\n\r\n"))).isInstanceOf(IOException.class);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
