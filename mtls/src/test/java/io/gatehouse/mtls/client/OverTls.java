package io.gatehouse.mtls.client;

import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.ReceivedRequest;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** A request on a connection with certificates. */
record OverTls(List<X509Certificate> clientCertificates) implements ReceivedRequest {
  @Override
  public String requestId() {
    return "1";
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
    return "localhost:8444";
  }

  @Override
  public String target() {
    return "/";
  }

  @Override
  public String path() {
    return "/";
  }

  @Override
  public Optional<String> query() {
    return Optional.empty();
  }

  @Override
  public List<HttpField> fields() {
    return List.of();
  }

  @Override
  public List<String> values(String name) {
    return List.of();
  }

  @Override
  public InetAddress peer() {
    return InetAddress.ofLiteral("127.0.0.1");
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
