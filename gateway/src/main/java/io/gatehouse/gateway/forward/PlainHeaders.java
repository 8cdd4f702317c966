package io.gatehouse.gateway.forward;

import io.gatehouse.gateway.route.RoutingPlan.PlainClaim;
import io.gatehouse.gateway.route.RoutingPlan.ServiceEntry;
import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.VerifiedIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The identity once more as plain fields, for services that cannot read the token. A caller's own
 * field of such a name is taken out in every spelling, whether or not there is an identity.
 */
final class PlainHeaders {
  private PlainHeaders() {}

  /** The names that callers may not use towards this service, folded. */
  static Set<String> names(ServiceEntry service) {
    return service.plainHeaders().isEmpty()
        ? Set.of()
        : service.plainHeaders().keySet().stream()
            .map(ProtectedNames::fold)
            .collect(Collectors.toUnmodifiableSet());
  }

  static List<HttpField> of(VerifiedIdentity identity, ServiceEntry service) {
    return service.plainHeaders().entrySet().stream()
        .map(entry -> new HttpField(entry.getKey(), value(identity, entry.getValue())))
        .toList();
  }

  private static String value(VerifiedIdentity identity, PlainClaim claim) {
    return switch (claim) {
      case SUB -> safe(IdentityClaims.subject(identity));
      case AZP -> safe(identity.authorizedParty());
      case SCOPES -> listed(identity.authority().scopes());
      case GROUPS -> listed(identity.authority().groups());
      case AMR -> listed(identity.authentication().methods());
    };
  }

  private static String listed(Collection<String> values) {
    return new TreeSet<>(values).stream().map(PlainHeaders::safe).collect(Collectors.joining(","));
  }

  /**
   * Percent-encoded where a value could be read as more than one, or as none: the directory's names
   * may hold commas, spaces, line breaks and any script.
   */
  private static String safe(String text) {
    var safe = new StringBuilder(text.length());
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet > ' ' && octet < 0x7f && octet != ',' && octet != '%' && octet != '"') {
        safe.append((char) octet);
      } else {
        safe.append('%').append("%02X".formatted(octet & 0xff));
      }
    }
    return safe.toString();
  }
}
