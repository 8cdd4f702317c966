package io.gatehouse.sts;

import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.UrlFetch;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What clients serve of their own, to be fetched; everything else is out of reach. */
public final class ServedDocuments implements UrlFetch {
  private final Map<URI, String> documents = new ConcurrentHashMap<>();

  public void put(String url, String document) {
    documents.put(URI.create(url), document);
  }

  @Override
  public Document get(URI url, Trust trust, String accept) {
    var found = Optional.ofNullable(documents.get(url));
    if (trust != Trust.SUPPLIED || found.isEmpty()) {
      throw new DependencyUnavailable(Dependency.ISSUER, "nothing is served there");
    }
    return new Document(
        found.get().getBytes(StandardCharsets.UTF_8), Optional.empty(), Optional.empty());
  }
}
