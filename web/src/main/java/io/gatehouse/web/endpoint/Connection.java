package io.gatehouse.web.endpoint;

import io.gatehouse.web.path.Authority;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The connection that a request came over.
 *
 * @param peer the address at the other end of the socket, or whom a trusted proxy there names
 * @param secure whether it is TLS
 * @param authority the host that the caller asked for, canonical
 * @param clientCertificates the caller's chain, its own first; empty without one. Unjudged.
 */
public record Connection(
    InetAddress peer,
    boolean secure,
    Authority authority,
    List<X509Certificate> clientCertificates) {}
