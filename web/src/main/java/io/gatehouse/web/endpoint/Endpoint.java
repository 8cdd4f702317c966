package io.gatehouse.web.endpoint;

/**
 * One page or one call of an API.
 *
 * <p>Runs on a virtual thread, so it may block; how many run at once is bounded per listener. A
 * refusal is a {@link Reply}; {@code DependencyUnavailable} becomes 503; any other exception is a
 * bug, logged once and answered 500 without details.
 */
@FunctionalInterface
public interface Endpoint {
  Reply answer(Request request);
}
