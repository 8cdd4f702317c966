package io.gatehouse.sts.oauth;

import java.util.Set;

/**
 * A protected resource (RFC 8707).
 *
 * @param name what services and identity tokens call it
 * @param uri what tokens name it by in {@code aud}
 * @param scopes those that mean something there
 */
public record Resource(String name, String uri, Set<String> scopes) {
  public Resource {
    scopes = Set.copyOf(scopes);
  }
}
