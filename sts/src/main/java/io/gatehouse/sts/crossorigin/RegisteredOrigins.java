package io.gatehouse.sts.crossorigin;

import io.gatehouse.identity.LedgerEvent;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.sts.client.Clients;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.ledger.Ledger;
import io.gatehouse.sts.oauth.RedirectUri;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The origins of clients' redirect URIs: read when first asked for, kept up by the ledger. */
public final class RegisteredOrigins {
  private static final int PAGE = 500;

  private final Clients clients;
  private final Map<String, Set<String>> byClient = new ConcurrentHashMap<>();
  private final Set<String> fresh = ConcurrentHashMap.newKeySet();
  private boolean loaded;

  private RegisteredOrigins(Clients clients) {
    this.clients = clients;
  }

  public static RegisteredOrigins following(Clients clients, Ledger ledger) {
    var origins = new RegisteredOrigins(clients);
    ledger.subscribe(origins::hear);
    return origins;
  }

  private void hear(LedgerEvent event) {
    if (event.subject().kind() != LedgerSubject.Kind.CLIENT) {
      return;
    }
    if (event.change() == LedgerEvent.Change.REVOKED) {
      fresh.remove(event.subject().id());
      byClient.remove(event.subject().id());
    } else {
      fresh.add(event.subject().id());
    }
  }

  /** Whether a registered application lives at this origin. May block. */
  synchronized boolean hold(String origin) {
    load();
    for (var id : Set.copyOf(fresh)) {
      clients.registered(id).ifPresent(this::keep);
      fresh.remove(id);
    }
    return byClient.values().stream().anyMatch(origins -> origins.contains(origin));
  }

  private void load() {
    var last = loaded ? Optional.<String>empty() : Optional.of("");
    loaded = true;
    while (last.isPresent()) {
      var page = clients.list(last.get(), PAGE);
      page.forEach(this::keep);
      last = page.size() == PAGE ? Optional.of(page.getLast().clientId()) : Optional.empty();
    }
  }

  private void keep(RegisteredClient client) {
    var origins = origins(client.metadata().redirectUris());
    if (!origins.isEmpty()) {
      byClient.put(client.clientId(), origins);
    }
  }

  private static Set<String> origins(List<RedirectUri> addresses) {
    return addresses.stream()
        .map(address -> URI.create(address.value()))
        .filter(address -> Set.of("https", "http").contains(address.getScheme()))
        .map(RegisteredOrigins::origin)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** As a browser writes it (RFC 6454 §6.2): lower case, without the scheme's own port. */
  private static String origin(URI address) {
    var origin = address.getScheme() + "://" + address.getHost().toLowerCase(java.util.Locale.ROOT);
    int usual = address.getScheme().equals("https") ? 443 : 80;
    return address.getPort() < 0 || address.getPort() == usual
        ? origin
        : origin + ":" + address.getPort();
  }
}
