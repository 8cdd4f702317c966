package io.gatehouse.app.demo;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;

/** What the demo prints: what runs, and one command for each kind of credential. */
final class Console {
  private static final String TEXT =
      """
      Gatehouse runs.
        gateway   %s
        issuer    %s
        admin     %s
        folder    %s

      Bob calls with an API key:
        curl -sS --cacert %4$s/ca.pem -H @%4$s/api-key.header %1$s/orders/42

      Bob's program signs the request (RFC 9421):
        %5$s sign --key %4$s/hmac.key -- curl -sS --cacert %4$s/ca.pem %1$s/orders/42

      Bob's program signs the request (AWS Signature Version 4):
        curl -sS --cacert %4$s/ca.pem --config %4$s/sigv4.curl %1$s/orders/42

      Bob calls with a SAML assertion, which the demo makes anew every four minutes:
        curl -sS --cacert %4$s/ca.pem -H @%4$s/assertion.header %1$s/orders/42

      Bob's machine shows a client certificate:
        curl -sS --cacert %4$s/ca.pem --cert %4$s/client.pem --key %4$s/client.key %6$s/orders/42

      A service takes a token and calls with it:
        curl -sS --cacert %4$s/ca.pem --config %4$s/service.curl %2$s/token | sed 's/.*"access_token":"\\([^"]*\\)".*/Authorization: Bearer \\1/' > %4$s/service.header
        curl -sS --cacert %4$s/ca.pem -H @%4$s/service.header %1$s/orders/42

      Bob calls with his name and password, where a route takes them:
        curl -sS --cacert %4$s/ca.pem --config %4$s/basic.curl %1$s/basic

      A forged key is refused:
        curl -sS --cacert %4$s/ca.pem -H 'X-API-Key: gth_live_forged' %1$s/orders/42

      People sign in at the issuer; their names and passwords are in %4$s/demo.json.

      The directory is the kill switch. Disable bob, then the same commands answer 401:
        %5$s people disable bob --dir %4$s
      """;

  private final PrintWriter out;
  private final Path folder;
  private final String gatehouse;

  Console(PrintWriter out, Path folder, Path home) {
    this.out = out;
    this.folder = folder;
    this.gatehouse =
        home.endsWith(Path.of("app", "target", "gatehouse"))
            ? "bin/gatehouse"
            : home.resolve("bin/gatehouse").toString();
  }

  void tell(DemoFile demo, URI admin) {
    out.printf(
        TEXT,
        demo.gateway(),
        demo.issuer(),
        admin,
        folder,
        gatehouse,
        demo.mtlsGateway().orElseGet(demo::gateway));
    out.flush();
  }
}
