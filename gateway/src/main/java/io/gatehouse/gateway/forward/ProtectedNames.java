package io.gatehouse.gateway.forward;

import java.util.Set;

/**
 * Field names that a client may not send on to a service, in any spelling that a service could take
 * for them: CGI, WSGI and PHP fold {@code _}, and some fold {@code .}, to the same variable.
 */
final class ProtectedNames {
  private static final Set<String> NAMES =
      Set.of(
          // RFC 9110 §7.6.1 and what older agents send: fields of this hop only.
          "connection",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "expect",
          // The message is framed anew.
          "content-length",
          "host",
          // What the gateway consumed.
          "authorization",
          "x-api-key",
          "dpop",
          "x-amz-date",
          "x-amz-content-sha256",
          "x-amz-security-token",
          "x-amz-signature",
          "x-amz-algorithm",
          "x-amz-credential",
          "x-amz-signedheaders",
          "x-amz-signed-headers",
          "x-amz-expires",
          // Where the request came from: told by the gateway alone.
          "forwarded",
          "x-real-ip",
          "x-client-ip",
          "x-cluster-client-ip",
          "true-client-ip",
          "cf-connecting-ip",
          "x-original-url",
          "x-original-uri",
          "x-original-host",
          "x-original-method",
          "x-rewrite-url",
          "x-host",
          "x-request-id",
          "traceparent",
          // What would turn an allowed method into another one.
          "x-http-method",
          "x-http-method-override",
          "x-method-override",
          // Certificates that a terminator in front would have proven (RFC 9440 and older ones).
          "x-client-dn",
          "x-client-verify",
          "x-arr-clientcert",
          // Identities as other gateways write them.
          "x-user-id",
          "x-user",
          "x-username",
          "x-email",
          "x-groups",
          "x-roles",
          "remote-user",
          "x-remote-user",
          "x-remote-group",
          "x-remote-groups");

  private static final String[] PREFIXES = {
    "gatehouse-",
    "x-gatehouse-",
    "x-forwarded-",
    "x-auth-request-",
    "proxy-",
    "signature",
    "client-cert",
    "x-client-cert",
    "ssl-",
    "x-ssl-",
    "tls-client-",
    "x-tls-",
    "x-amzn-mtls-"
  };

  private ProtectedNames() {}

  static boolean contains(String folded) {
    if (NAMES.contains(folded)) {
      return true;
    }
    for (var prefix : PREFIXES) {
      if (folded.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** Lower case, with everything that is neither letter nor digit as a hyphen. */
  static String fold(String name) {
    var folded = new char[name.length()];
    for (int i = 0; i < folded.length; i++) {
      char c = name.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        folded[i] = (char) (c + ('a' - 'A'));
      } else {
        folded[i] = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-';
      }
    }
    return new String(folded);
  }
}
