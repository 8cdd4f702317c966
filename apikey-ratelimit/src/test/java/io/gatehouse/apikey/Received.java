package io.gatehouse.apikey;

import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.ReceivedRequest;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** A GET request from some address. */
record Received(String address, List<HttpField> fields) implements ReceivedRequest {
  @Override
  public String requestId() {
    return "request";
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String scheme() {
    return "https";
  }

  @Override
  public String authority() {
    return "api.example.com";
  }

  @Override
  public String target() {
    return "/orders/42";
  }

  @Override
  public String path() {
    return target();
  }

  @Override
  public Optional<String> query() {
    return Optional.empty();
  }

  @Override
  public List<String> values(String name) {
    return fields.stream().filter(field -> field.isNamed(name)).map(HttpField::value).toList();
  }

  @Override
  public InetAddress peer() {
    return InetAddress.ofLiteral(address);
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
