package io.gatehouse.web.exchange;

import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.web.endpoint.ProblemReply;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one boundary: whatever a handler's task throws ends its exchange, and is said once. */
final class Task implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Task.class);
  private static final String OUTAGE_WORDS =
      "Something that is needed to answer is out of reach. Try again.";
  private static final String BUG_WORDS =
      "The request could not be answered. The request id finds the reason in the log.";
  private static final Duration OUTAGE = Duration.ofSeconds(5);

  private final Exchange exchange;
  private final Runnable work;

  Task(Exchange exchange, Runnable work) {
    this.exchange = exchange;
    this.work = work;
  }

  @Override
  public void run() {
    try {
      work.run();
    } catch (DependencyUnavailable outage) {
      LOG.warn(
          "request {}: {} is out of reach: {}",
          exchange.requestId(),
          outage.dependency(),
          outage.getMessage());
      end(Problem.of(ProblemKind.UNAVAILABLE, OUTAGE_WORDS, "").retryAfter(OUTAGE));
    } catch (Exception | StackOverflowError bug) {
      LOG.error("request {} failed", exchange.requestId(), bug);
      end(Problem.of(ProblemKind.INTERNAL, BUG_WORDS, ""));
    }
  }

  private void end(Problem problem) {
    exchange.reply(ProblemReply.of(problem, exchange.requestId()));
  }
}
