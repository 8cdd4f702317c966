package io.gatehouse.web.wire;

import io.gatehouse.web.endpoint.RequestIds;
import java.util.function.LongSupplier;

/**
 * What the guards of one listener share.
 *
 * @param listener the listener's name in logs
 * @param nanos a monotonic clock
 */
public record Guard(
    String listener,
    WireLimits limits,
    RefusalLog log,
    RequestIds requestIds,
    LongSupplier nanos) {}
