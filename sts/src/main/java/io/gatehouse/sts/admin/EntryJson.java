package io.gatehouse.sts.admin;

import io.gatehouse.identity.EntryUuid;
import io.gatehouse.sts.ledger.LedgerEntry;
import io.gatehouse.tokens.jwt.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Ledger entries as the API shows them; nothing in an entry is secret. */
final class EntryJson {
  private EntryJson() {}

  static Map<String, Json> members(LedgerEntry entry) {
    var members = new LinkedHashMap<String, Json>();
    members.put("id", new Json.Text(entry.subject().id()));
    if (KeyKind.ledgerKinds().contains(entry.subject().kind())) {
      members.put("kind", new Json.Text(KeyKind.of(entry.subject()).word()));
    }
    entry.owner().map(EntryUuid::value).ifPresent(o -> members.put("owner", new Json.Text(o)));
    entry.client().ifPresent(client -> members.put("client_id", new Json.Text(client)));
    members.put("scopes", Json.of(entry.scopes().stream().sorted().toList()));
    members.put("routes", Json.of(entry.restrictions().routes().stream().sorted().toList()));
    members.put("networks", Json.of(entry.restrictions().networks()));
    members.put("label", new Json.Text(entry.label()));
    members.put("creator", new Json.Text(entry.creator()));
    members.put("created_at", new Json.Text(entry.createdAt().toString()));
    members.put("expires_at", new Json.Text(entry.expiresAt().toString()));
    entry.lastUsedAt().ifPresent(at -> members.put("last_used_at", new Json.Text(at.toString())));
    members.put("state", new Json.Text(entry.state().name().toLowerCase(Locale.ROOT)));
    return members;
  }

  /** A page; {@code next} is the id to go on after, present when the page is full. */
  static String page(List<Json.Members> items, int most, String lastId) {
    var members = new LinkedHashMap<String, Json>();
    members.put("items", new Json.Items(List.copyOf(items)));
    if (items.size() == most) {
      members.put("next", new Json.Text(lastId));
    }
    return new Json.Members(members).write();
  }
}
