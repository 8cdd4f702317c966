package io.gatehouse.sts.store.memory;

import io.gatehouse.sts.certificates.CertifiedKeys;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Certified keys in memory. */
public final class InMemoryCertifiedKeys implements CertifiedKeys {
  private final Map<String, Last> keys = new ConcurrentHashMap<>();

  private record Last(String certificate, Instant end) {}

  @Override
  public Optional<String> lastCertificate(String key) {
    return Optional.ofNullable(keys.get(key)).map(Last::certificate);
  }

  @Override
  public void certified(String key, String certificate, Instant end, Instant now) {
    keys.values().removeIf(last -> last.end().isBefore(now));
    keys.put(key, new Last(certificate, end));
  }
}
