package io.gatehouse.signing.verifying;

import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.signing.SignatureParameters;
import io.gatehouse.signing.verifying.SignaturePolicy.Cover;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether a signature covers what it has to. */
record Coverage(Set<Cover> wanted) {

  /** What is missing, in the operator's words. */
  Optional<String> missing(SignatureParameters parameters, ReceivedRequest request) {
    return wanted.stream()
        .sorted()
        .filter(part -> !covers(part, parameters, request))
        .findFirst()
        .map(part -> "a signature that does not cover the " + part.name().toLowerCase(Locale.ROOT));
  }

  private static boolean covers(
      Cover part, SignatureParameters parameters, ReceivedRequest request) {
    return switch (part) {
      case METHOD -> parameters.covers("@method");
      case TARGET -> coversTarget(parameters, request);
      case BODY -> !request.declaresBody() || parameters.covers("content-digest");
    };
  }

  private static boolean coversTarget(SignatureParameters parameters, ReceivedRequest request) {
    if (parameters.covers("@target-uri")) {
      return true;
    }
    boolean path =
        parameters.covers("@request-target")
            || (parameters.covers("@path")
                && (request.query().isEmpty() || parameters.covers("@query")));
    return parameters.covers("@authority") && path;
  }
}
