package io.gatehouse.web.exchange;

import io.gatehouse.web.endpoint.RequestIds;
import java.util.function.LongSupplier;

/**
 * What every exchange is given.
 *
 * @param nanos a monotonic clock
 */
public record Surroundings(Threads threads, RequestIds requestIds, LongSupplier nanos) {}
