package io.gatehouse.identity;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** A request as it came over the wire, after the byte guard and the canonical path. */
public interface ReceivedRequest {
  String requestId();

  String method();

  /** {@code https} or {@code http}. */
  String scheme();

  /** Canonical host and port: lower case, no default port. */
  String authority();

  /** The request target in origin form, byte for byte as received. */
  String target();

  /** The target up to the first {@code ?}. */
  String path();

  /** What follows the first {@code ?}, raw; empty when there is none. An empty query is present. */
  Optional<String> query();

  /** All fields in the order received. */
  List<HttpField> fields();

  /** The values of one field in the order received. */
  List<String> values(String name);

  InetAddress peer();

  /** The certificates of the TLS connection, the client's own first; empty without one. */
  List<X509Certificate> clientCertificates();

  /** Whether the request declares content, even of zero length by chunks. */
  boolean declaresBody();

  /** The content, once it was buffered; empty before. Present and empty when none is declared. */
  Optional<byte[]> body();
}
