package io.gatehouse.sts.token;

import io.gatehouse.identity.Confirmation;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.web.endpoint.Parameters;
import java.util.Optional;
import java.util.Set;

/**
 * A token request of an authenticated client that may use the grant.
 *
 * @param scopes well-formed; empty when the parameter was left out
 * @param binding the key that what is issued must be bound to; empty: bearer tokens
 */
public record TokenRequest(
    RegisteredClient client,
    Parameters form,
    Optional<Set<String>> scopes,
    Optional<Confirmation> binding) {

  /** RFC 8707 §2.2: left out, or exactly the resource that was granted. */
  public boolean asksForResource(Optional<String> granted) {
    var asked = form.all("resource");
    return asked.isEmpty() || (asked.size() == 1 && granted.equals(asked.stream().findFirst()));
  }
}
