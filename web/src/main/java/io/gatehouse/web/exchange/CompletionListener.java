package io.gatehouse.web.exchange;

/** Is told exactly once, however the exchange ends. Must not block. */
@FunctionalInterface
public interface CompletionListener {
  void completed(Completion completion);
}
