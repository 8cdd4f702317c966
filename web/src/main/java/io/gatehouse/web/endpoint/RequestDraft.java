package io.gatehouse.web.endpoint;

import io.gatehouse.identity.HttpField;
import io.gatehouse.web.path.Authority;
import io.gatehouse.web.path.CanonicalPath;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A request put together by hand, for calling an endpoint without a socket. */
public final class RequestDraft {
  private final String method;
  private final String target;
  private final List<HttpField> fields = new ArrayList<>();
  private Body body = Body.EMPTY;
  private String id = "00000000000000000000000000000000";
  private List<X509Certificate> certificates = List.of();
  private Authority authority = Authority.of("localhost", true);

  private RequestDraft(String method, String target) {
    this.method = method;
    this.target = target;
  }

  public static RequestDraft get(String target) {
    return new RequestDraft("GET", target);
  }

  public static RequestDraft of(String method, String target) {
    return new RequestDraft(method, target);
  }

  /** A posted form, encoded. */
  public static RequestDraft form(String target, String encoded) {
    return new RequestDraft("POST", target)
        .with("Content-Type", MediaType.FORM)
        .content(Body.utf8(encoded));
  }

  /** Under another request id than the others. */
  public RequestDraft named(String requestId) {
    id = requestId;
    return this;
  }

  public RequestDraft with(String name, String value) {
    fields.add(new HttpField(name, value));
    return this;
  }

  public RequestDraft content(Body content) {
    body = content;
    return this;
  }

  /** Over a connection whose handshake proved this chain. */
  public RequestDraft presenting(X509Certificate... chain) {
    certificates = List.of(chain);
    return this;
  }

  public RequestDraft at(Authority host) {
    authority = host;
    return this;
  }

  /** Over TLS unless the authority says otherwise, from a loopback address. */
  public Request request() {
    int mark = target.indexOf('?');
    return new Request(
        method,
        CanonicalPath.of(mark < 0 ? target : target.substring(0, mark)),
        mark < 0 ? "" : target.substring(mark + 1),
        List.copyOf(fields),
        body,
        new Connection(
            InetAddress.getLoopbackAddress(), authority.secure(), authority, certificates),
        id,
        Map.of());
  }
}
