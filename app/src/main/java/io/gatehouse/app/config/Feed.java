package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Means;
import java.time.Duration;

/** The stream of changes from the token service. */
@Means("How the node follows the token service's changes.")
public record Feed(
    @Key(
            means = "How long revocation state serves while the token service is out of reach.",
            otherwise = "5m")
        Duration staleFor) {}
