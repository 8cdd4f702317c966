package io.gatehouse.signing.verifying;

import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.signing.SignableRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A request as received, in the signature's terms: the raw target and the real authority. */
record ReceivedMessage(ReceivedRequest request) implements SignableRequest {
  @Override
  public String method() {
    return request.method();
  }

  @Override
  public String scheme() {
    return request.scheme();
  }

  @Override
  public String authority() {
    return request.authority();
  }

  @Override
  public String target() {
    return request.target();
  }

  @Override
  public Set<String> fieldNames() {
    return request.fields().stream()
        .map(HttpField::name)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public List<String> field(String lowerCaseName) {
    return request.values(lowerCaseName);
  }
}
