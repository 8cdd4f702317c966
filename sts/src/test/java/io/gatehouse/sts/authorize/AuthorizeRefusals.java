package io.gatehouse.sts.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sts.RunningSts;
import io.gatehouse.sts.Visitor;
import io.gatehouse.web.endpoint.Reply;

/** How attacks on the authorization endpoint end. */
final class AuthorizeRefusals {
  private AuthorizeRefusals() {}

  static void endsOnAPage(Reply reply) {
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.has("Location")).isFalse();
    assertThat(reply.header("Content-Type").value())
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
  }

  static void refused(Reply reply, String error) {
    assertThat(reply.status()).isEqualTo(303);
    assertThat(Visitor.location(reply)).startsWith(RunningSts.CALLBACK + "?error=");
    assertThat(Visitor.query(reply))
        .containsEntry("error", error)
        .containsEntry("state", "st & te")
        .containsEntry("iss", RunningSts.ISSUER)
        .doesNotContainKey("code");
  }
}
