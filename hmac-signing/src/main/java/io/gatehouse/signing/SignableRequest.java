package io.gatehouse.signing;

import java.util.List;
import java.util.Set;

/**
 * A request as its signature sees it. Nothing is decoded or normalised but the authority: what the
 * signature covers is byte for byte what was sent.
 */
public interface SignableRequest {
  String method();

  /** Lower case. */
  String scheme();

  /** Host in lower case; the port unless it is the scheme's own (RFC 9421 §2.2.3). */
  String authority();

  /** The request target in origin form, as received. */
  String target();

  /** The lower-case names of all fields. */
  Set<String> fieldNames();

  /** The values of one field, one for each line, in order; empty when it is not there. */
  List<String> field(String lowerCaseName);
}
