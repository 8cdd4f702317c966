package io.gatehouse.signing.verifying;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.ReceivedRequest;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A request as a test wants it to arrive. */
record Received(
    String requestId,
    String method,
    String authority,
    String target,
    List<HttpField> fields,
    Optional<String> content,
    boolean buffered,
    InetAddress peer)
    implements ReceivedRequest {
  private static int made;

  static Received of(String method, String target) {
    return new Received(
        "request-" + made++,
        method,
        "api.example.com",
        target,
        List.of(new HttpField("Host", "api.example.com")),
        Optional.empty(),
        false,
        InetAddress.ofLiteral("192.0.2.7"));
  }

  /** The same bytes sent once more. */
  Received again() {
    return new Received(
        "request-" + made++, method, authority, target, fields, content, buffered, peer);
  }

  Received method(String other) {
    return new Received(requestId, other, authority, target, fields, content, buffered, peer);
  }

  Received target(String other) {
    return new Received(requestId, method, authority, other, fields, content, buffered, peer);
  }

  Received authority(String other) {
    return new Received(requestId, method, other, target, fields, content, buffered, peer);
  }

  Received body(String text) {
    return new Received(
        requestId, method, authority, target, fields, Optional.of(text), true, peer);
  }

  Received notYetBuffered() {
    return new Received(requestId, method, authority, target, fields, content, false, peer);
  }

  Received from(String address) {
    return new Received(
        requestId,
        method,
        authority,
        target,
        fields,
        content,
        buffered,
        InetAddress.ofLiteral(address));
  }

  Received with(String name, String value) {
    var more = new ArrayList<>(fields);
    more.add(new HttpField(name, value));
    return withFields(more);
  }

  Received without(String name) {
    return withFields(fields.stream().filter(field -> !field.isNamed(name)).toList());
  }

  Received changed(String name, UnaryOperator<String> change) {
    return withFields(
        fields.stream()
            .map(f -> f.isNamed(name) ? new HttpField(f.name(), change.apply(f.value())) : f)
            .toList());
  }

  private Received withFields(List<HttpField> others) {
    return new Received(requestId, method, authority, target, others, content, buffered, peer);
  }

  @Override
  public String scheme() {
    return "https";
  }

  @Override
  public String path() {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  @Override
  public Optional<String> query() {
    int mark = target.indexOf('?');
    return mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1));
  }

  @Override
  public List<String> values(String name) {
    return fields.stream().filter(field -> field.isNamed(name)).map(HttpField::value).toList();
  }

  @Override
  public List<X509Certificate> clientCertificates() {
    return List.of();
  }

  @Override
  public boolean declaresBody() {
    return content.isPresent();
  }

  @Override
  public Optional<byte[]> body() {
    if (content.isEmpty()) {
      return Optional.of(new byte[0]);
    }
    return buffered ? content.map(text -> text.getBytes(UTF_8)) : Optional.empty();
  }
}
