package io.gatehouse.web.endpoint;

import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;

/** Refusals as RFC 9457 problem details. The private reason never gets here. */
public final class ProblemReply {
  /** Where each problem is explained. */
  static final String PAGES = "https://gatehouse.io/docs/problems#";

  private ProblemReply() {}

  public static Reply of(Problem problem, String requestId) {
    Reply reply =
        Reply.of(
                problem.kind().status(),
                "application/problem+json",
                json(problem.kind(), problem.detail(), requestId))
            .with("Cache-Control", "no-store");
    return problem
        .retryAfter()
        .map(wait -> reply.with("Retry-After", Long.toString(seconds(wait.toMillis()))))
        .orElse(reply);
  }

  /** RFC 9110 §10.2.3 knows whole seconds only; rounding down would invite a call too early. */
  private static long seconds(long millis) {
    return Math.max(1, (millis + 999) / 1000);
  }

  /** The members in a fixed order. */
  public static String json(ProblemKind kind, String detail, String requestId) {
    return "{\"type\":"
        + JsonText.quote(PAGES + kind.code())
        + ",\"title\":"
        + JsonText.quote(kind.title())
        + ",\"status\":"
        + kind.status()
        + ",\"detail\":"
        + JsonText.quote(detail)
        + ",\"instance\":"
        + JsonText.quote(requestId)
        + ",\"code\":"
        + JsonText.quote(kind.code())
        + "}\n";
  }
}
