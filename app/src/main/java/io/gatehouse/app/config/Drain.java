package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Means;
import java.time.Duration;

/** How the node stops. */
@Means("How the node stops on SIGTERM.")
public record Drain(
    @Key(means = "How long it stays open while balancers notice.", otherwise = "5s") Duration delay,
    @Key(means = "How long requests in flight may take to finish.", otherwise = "30s")
        Duration timeout) {}
