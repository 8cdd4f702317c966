package io.gatehouse.web.exchange;

import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.ReceivedRequest;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.Protocols;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A received head, read from the parser's own structures only when asked.
 *
 * <p>Fields of one name keep their order; the parser keeps no order between names. A target that
 * ends in a bare question mark has an empty query, which is not the same as none.
 */
final class ReceivedHead implements ReceivedRequest {
  private final HttpServerExchange exchange;
  private final String requestId;
  private final String authority;
  private final InetAddress peer;
  private final String path;
  private final boolean streams;
  private Optional<byte[]> body = Optional.empty();

  ReceivedHead(HttpServerExchange exchange, String requestId, String authority, InetAddress peer) {
    this.exchange = exchange;
    this.requestId = requestId;
    this.authority = authority;
    this.peer = peer;
    this.path = pathOf(exchange);
    // RFC 9113 §8.1: content needs no field that announces it, only a stream that goes on.
    this.streams =
        exchange.getProtocol().equals(Protocols.HTTP_2_0) && !exchange.isRequestComplete();
    if (!declaresBody()) {
      body = Optional.of(new byte[0]);
    }
  }

  /** The guard has made sure that an absolute target's authority is the Host field's. */
  private static String pathOf(HttpServerExchange exchange) {
    String uri = exchange.getRequestURI();
    if (!exchange.isHostIncludedInRequestURI()) {
      return uri;
    }
    int authority = uri.indexOf("://") + 3;
    return uri.substring(uri.indexOf('/', authority));
  }

  void buffered(byte[] content) {
    body = Optional.of(content);
  }

  @Override
  public String requestId() {
    return requestId;
  }

  @Override
  public String method() {
    return exchange.getRequestMethod().toString();
  }

  @Override
  public String scheme() {
    return exchange.getRequestScheme();
  }

  @Override
  public String authority() {
    return authority;
  }

  @Override
  public String target() {
    return query().map(query -> path + "?" + query).orElse(path);
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Optional<String> query() {
    return AsItCame.query(exchange);
  }

  @Override
  public List<HttpField> fields() {
    var fields = new ArrayList<HttpField>();
    for (HeaderValues values : exchange.getRequestHeaders()) {
      String name = values.getHeaderName().toString();
      for (String value : values) {
        fields.add(new HttpField(name, value));
      }
    }
    return List.copyOf(fields);
  }

  @Override
  public List<String> values(String name) {
    HeaderValues values = exchange.getRequestHeaders().get(name);
    return values == null ? List.of() : List.copyOf(values);
  }

  @Override
  public InetAddress peer() {
    return peer;
  }

  @Override
  public List<X509Certificate> clientCertificates() {
    return ClientChain.of(exchange.getConnection());
  }

  @Override
  public boolean declaresBody() {
    HeaderMap fields = exchange.getRequestHeaders();
    String length = fields.getFirst(Headers.CONTENT_LENGTH);
    return length == null
        ? streams || fields.contains(Headers.TRANSFER_ENCODING)
        : !length.equals("0");
  }

  @Override
  public Optional<byte[]> body() {
    return body;
  }
}
