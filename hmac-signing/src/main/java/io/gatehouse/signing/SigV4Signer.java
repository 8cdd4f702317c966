package io.gatehouse.signing;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Signs requests by AWS Signature Version 4 in the header form. */
public final class SigV4Signer implements RequestSealer {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final SigV4Credentials credentials;
  private final InstantSource clock;
  private final SigV4Canonical.PathSpelling pathSpelling;

  public SigV4Signer(
      SigV4Credentials credentials, InstantSource clock, SigV4Canonical.PathSpelling pathSpelling) {
    this.credentials = credentials;
    this.clock = clock;
    this.pathSpelling = pathSpelling;
  }

  @Override
  public List<HeaderField> seal(PlainRequest request, byte[] body) {
    var timestamp = TIMESTAMP.format(clock.instant());
    var payload = Hashes.sha256Hex(body);
    var added = new ArrayList<HeaderField>();
    if (request.field("host").isEmpty()) {
      added.add(new HeaderField("Host", request.authority()));
    }
    added.add(new HeaderField("X-Amz-Date", timestamp));
    added.add(new HeaderField("X-Amz-Content-Sha256", payload));
    var whole = request.with(added);
    added.removeIf(field -> field.name().equals("Host"));
    added.add(new HeaderField("Authorization", authorization(whole, timestamp, payload)));
    return List.copyOf(added);
  }

  private String authorization(PlainRequest request, String timestamp, String payload) {
    var query =
        SigV4Canonical.sortingKeepsMeaning(request)
            ? SigV4Canonical.QuerySpelling.SORTED
            : SigV4Canonical.QuerySpelling.AS_SENT;
    var spelling = new SigV4Canonical.Spelling(pathSpelling, query);
    var signed = signedHeaders(request);
    var scope = credentials.scope(timestamp.substring(0, 8));
    var canonical = SigV4Canonical.of(request, signed, payload, spelling);
    var signature = credentials.key(scope).sign(timestamp, canonical);
    return new SigV4Authorization(credentials.id(), scope, signed, signature).write();
  }

  private static List<String> signedHeaders(PlainRequest request) {
    var names = new TreeSet<String>();
    for (var name : request.fieldNames()) {
      if (name.equals("host") || name.equals("content-type") || name.startsWith("x-amz-")) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }
}
