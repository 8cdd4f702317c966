package io.gatehouse.gateway;

import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.ReceivedRequest;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** A request that no socket received. */
public record WrittenRequest(String method, String target, List<HttpField> fields, InetAddress peer)
    implements ReceivedRequest {

  public WrittenRequest(String method, String target, List<HttpField> fields) {
    this(method, target, fields, InetAddress.getLoopbackAddress());
  }

  @Override
  public String requestId() {
    return "0123456789abcdef0123456789abcdef";
  }

  @Override
  public String scheme() {
    return "https";
  }

  @Override
  public String authority() {
    return "h.test";
  }

  @Override
  public String path() {
    return query().isEmpty() ? target : target.substring(0, target.indexOf('?'));
  }

  @Override
  public Optional<String> query() {
    int mark = target.indexOf('?');
    return mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1));
  }

  @Override
  public List<String> values(String name) {
    return fields.stream().filter(f -> f.isNamed(name)).map(HttpField::value).toList();
  }

  @Override
  public List<X509Certificate> clientCertificates() {
    return List.of();
  }

  @Override
  public boolean declaresBody() {
    return false;
  }

  @Override
  public Optional<byte[]> body() {
    return Optional.of(new byte[0]);
  }
}
