package io.gatehouse.sts.pages;

import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages on which a way through the issuer ends. Their texts are fixed (no text is echoed). */
public final class FailurePages {
  private static final Logger LOG = LoggerFactory.getLogger(FailurePages.class);

  private final Pages pages;

  public FailurePages(Pages pages) {
    this.pages = pages;
  }

  /** The application's request is not valid; nobody is told but the person. */
  public Reply request(Request request, String reason) {
    LOG.info("request {} ends on a page: {}", request.requestId(), reason);
    return reply(400, "error.request", request);
  }

  /** The transaction is unknown, over, done, or another browser's. */
  public Reply flow(Request request) {
    return reply(400, "error.flow", request);
  }

  /** Two cookies of one name. */
  public Reply cookies(Request request) {
    LOG.warn("request {} carries two cookies of one name", request.requestId());
    return reply(400, "error.cookies", request);
  }

  /** A dependency is out of reach: nothing was judged. */
  public Reply unavailable(Request request, Throwable outage) {
    LOG.warn("request {} cannot be served: {}", request.requestId(), outage.getMessage());
    return reply(503, "error.unavailable", request).with("Retry-After", "2");
  }

  private Reply reply(int status, String key, Request request) {
    var language = Language.of(request);
    var page =
        new Page.Failure(
            pages.text(key + ".title", language),
            pages.text(key + ".message", language),
            request.requestId());
    return pages.reply(status, page, language);
  }
}
