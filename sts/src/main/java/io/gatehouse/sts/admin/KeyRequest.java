package io.gatehouse.sts.admin;

import io.gatehouse.identity.AdminActions.Call;
import io.gatehouse.identity.UserDirectory;
import io.gatehouse.sts.oauth.ScopeCatalog;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** What a new key is to be. */
record KeyRequest(KeyKind kind, IssueTerms terms) {
  static KeyRequest read(Call call, UserDirectory directory, ScopeCatalog catalog, Instant now) {
    var known = new HashSet<>(IssueTerms.MEMBERS);
    known.add("kind");
    var fields = BodyFields.of(call, Set.copyOf(known));
    var kind =
        KeyKind.named(fields.required("kind"))
            .orElseThrow(() -> BodyFields.malformed("kind must be api_key, hmac or sigv4."));
    return new KeyRequest(kind, IssueTerms.read(fields, directory, catalog, now));
  }
}
