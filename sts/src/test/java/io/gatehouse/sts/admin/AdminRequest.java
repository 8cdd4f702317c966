package io.gatehouse.sts.admin;

import io.gatehouse.identity.HttpField;
import io.gatehouse.web.endpoint.Body;
import io.gatehouse.web.endpoint.Connection;
import io.gatehouse.web.endpoint.Request;
import io.gatehouse.web.path.Authority;
import io.gatehouse.web.path.CanonicalPath;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests as the admin listener hands them over. */
final class AdminRequest {
  private AdminRequest() {}

  static Request of(List<HttpField> fields, String method, String target, String body) {
    int mark = target.indexOf('?');
    var all = new ArrayList<>(fields);
    if (!body.isEmpty()) {
      all.add(new HttpField("Content-Type", "application/json"));
    }
    return new Request(
        method,
        CanonicalPath.of(mark < 0 ? target : target.substring(0, mark)),
        mark < 0 ? "" : target.substring(mark + 1),
        all,
        Body.utf8(body),
        new Connection(
            InetAddress.getLoopbackAddress(),
            false,
            Authority.of("127.0.0.1:9090", false),
            List.of()),
        "request-1",
        Map.of());
  }
}
