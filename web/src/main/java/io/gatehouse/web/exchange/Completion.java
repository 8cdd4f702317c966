package io.gatehouse.web.exchange;

import java.time.Duration;

/**
 * How an exchange ended.
 *
 * @param status what was answered; also when the peer did not stay to read it
 * @param bytes content sent
 * @param duration from the complete head to the last byte
 */
public record Completion(int status, long bytes, Duration duration) {}
