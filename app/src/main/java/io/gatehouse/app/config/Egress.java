package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Means;
import io.gatehouse.app.config.value.Cidr;
import io.gatehouse.app.config.value.PublicFile;
import java.util.List;
import java.util.Optional;

/** The one client for URLs that others supplied. */
@Means("How the node fetches URLs that clients, admins and messages supplied.")
public record Egress(
    @Key(
            means = "Private networks that such a URL may lead to.",
            leftOut = "none",
            example = "[10.20.0.0/16]")
        List<Cidr> allowPrivate,
    @Key(
            means = "A CA that is trusted beside the system's.",
            leftOut = "the system's only",
            example = "file:egress-ca.pem")
        Optional<PublicFile> ca) {
  public Egress {
    allowPrivate = List.copyOf(allowPrivate);
  }
}
