package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Means;
import io.gatehouse.app.config.value.IssuerUrl;
import java.util.Optional;

/** The token in {@code Gatehouse-Identity}. */
@Means("The signed identity that services get.")
public record Identity(
    @Key(
            means = "Its `iss`, for nodes without a token service.",
            leftOut = "`sts.issuer`",
            example = "https://gateway.example.com")
        Optional<IssuerUrl> issuer) {}
