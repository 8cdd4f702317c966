package io.gatehouse.sts.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.Visitor;
import io.gatehouse.web.endpoint.Reply;

/** What attacks on the token endpoint get, and their unmodified twins. */
final class TokenAnswers {
  private TokenAnswers() {}

  static void refused(Reply reply, int status, String error) {
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(status);
    assertThat(Visitor.error(reply)).isEqualTo(error);
    assertThat(reply.header("Cache-Control").value()).contains("no-store");
    assertThat(reply.body().text()).doesNotContain("access_token", "Exception");
  }

  static String granted(Reply reply) {
    assertThat(reply.status()).as(reply.body().text()).isEqualTo(200);
    return Visitor.text(reply, "access_token");
  }
}
