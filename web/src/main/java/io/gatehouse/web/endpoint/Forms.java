package io.gatehouse.web.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Reads a posted form: the content type is stated and right, every name is given once. */
final class Forms {
  private Forms() {}

  static ParametersReading read(Request request, Set<String> repeatable) {
    var type = request.header("Content-Type").value().orElse("");
    if (!MediaType.essence(type).equals(MediaType.FORM) || !MediaType.isUtf8(type)) {
      return new ParametersReading.Refused(415, "The content must be " + MediaType.FORM + ".");
    }
    // One char per octet: what is not encoded is judged as UTF-8 together with what is.
    return Parameters.read(
        new String(request.body().bytes(), StandardCharsets.ISO_8859_1), repeatable);
  }
}
