package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Checked;
import io.gatehouse.app.config.shape.Complaints;
import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Means;
import io.gatehouse.app.config.value.PublicFile;
import io.gatehouse.app.config.value.ServiceUrl;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A service behind the gateway. */
@Means("A service behind the gateway.")
public record Service(
    @Key(
            means = "Where its instances listen; requests are spread over them.",
            needed = true,
            example = "[http://10.0.0.5:8080, http://10.0.0.6:8080]")
        List<ServiceUrl> endpoints,
    @Key(
            means = "The `aud` of the identity it gets; names a resource of the token service.",
            leftOut = "the service's own name",
            example = "orders-api")
        Optional<String> audience,
    @Key(means = "How long its answer may take.", otherwise = "30s") Duration timeout,
    @Key(
            means =
                "Also send the caller's own credential on; only for services that must have it.",
            otherwise = "false")
        boolean forwardCredential,
    @Key(
            means =
                "Plain headers that repeat the identity, for services that cannot read a JWT; lists"
                    + " are joined by commas, and what could be misread is percent-encoded.",
            leftOut = "none",
            keys = "[A-Za-z][A-Za-z0-9-]{0,63}",
            example = "{ X-User: sub }")
        Map<String, Claim> plainHeaders,
    @Key(
            means = "The CA of its certificate.",
            leftOut = "the system's",
            example = "file:internal-ca.pem")
        Optional<PublicFile> ca)
    implements Checked {

  public Service {
    endpoints = List.copyOf(endpoints);
    plainHeaders = Ordered.copy(plainHeaders);
  }

  /** The audience of the identity that this service gets. */
  public String audienceOf(String name) {
    return audience.orElse(name);
  }

  @Override
  public void check(Complaints complaints) {
    if (endpoints.stream().map(endpoint -> endpoint.uri().getScheme()).distinct().count() > 1) {
      complaints.about(this, "endpoints", "All endpoints of a service are http, or all https.");
    }
    if (timeout.isZero()) {
      complaints.about(this, "timeout", "A service that gets no time cannot answer.");
    }
    plainHeaders.keySet().stream()
        .filter(ReservedHeaders::contains)
        .forEach(
            name -> complaints.about(this, "plain_headers", "`" + name + "` is not free to use."));
    var folded = new HashSet<String>();
    plainHeaders.keySet().stream()
        .filter(name -> !folded.add(name.toLowerCase(Locale.ROOT)))
        .forEach(name -> complaints.about(this, "plain_headers", "`" + name + "` is there twice."));
  }

  /** What a plain header may repeat. */
  public enum Claim {
    SUB,
    AZP,
    SCOPES,
    GROUPS,
    AMR
  }
}
