package io.gatehouse.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.config.load.ConfigurationReader.Outcome;
import io.gatehouse.app.config.value.HttpMethod;
import io.gatehouse.identity.QuotaLedger.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExampleTest {
  @TempDir private Path folder;

  private Configuration accepted(String text) throws IOException {
    var outcome = new ConfigurationFolder(folder).read(text);
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    return ((Outcome.Accepted) outcome).configuration();
  }

  @Test
  void theExampleOfTheReferenceIsAccepted() throws IOException {
    var file = accepted(ConfigurationFolder.resource("example.yaml"));

    assertThat(file.localSts())
        .get()
        .extracting(Sts.Local::resources)
        .asString()
        .contains("orders-api");
    assertThat(file.listen().address()).hasToString("0.0.0.0:8443");
    assertThat(file.services().values())
        .extracting(Service::timeout)
        .containsExactly(Duration.ofSeconds(2));
    assertThat(file.credentials().keySet()).containsExactly("sso", "partner", "signed");
    assertThat(file.identityIssuer()).get().hasToString("IssuerUrl[uri=https://sts.example.com]");
    var limit = file.limits().values().iterator().next();
    assertThat(limit.rate()).get().hasToString("Rate[count=100, per=PT1M]");
    assertThat(limit.quota()).get().extracting(q -> q.window()).isEqualTo(Window.MONTH);
    var route = file.routes().getFirst();
    assertThat(route.credentialNames()).containsExactly("partner", "signed", "sso");
    assertThat(route.allow().getLast().methods()).isEqualTo(Set.of(HttpMethod.POST));
  }

  @Test
  void aPolicyKnowsWhereItsFirstCharacterStands() throws IOException {
    var route = accepted(ConfigurationFolder.resource("example.yaml")).routes().getFirst();

    var when = route.allow().getFirst().when().orElseThrow();
    assertThat(when.text()).isEqualTo("\"orders.read\" in caller.scopes");
    assertThat(when.at().line()).isEqualTo(28);
    assertThat(when.at().column()).isEqualTo(53);
  }

  @Test
  void theShortestFileIsTheSafeOne() throws IOException {
    var file = accepted("gatehouse: 1\n");

    assertThat(file.admin().address()).hasToString("127.0.0.1:9090");
    assertThat(file.localSts())
        .get()
        .extracting(sts -> sts.listen().address())
        .hasToString("127.0.0.1:9443");
    assertThat(file.directory()).isEmpty();
    assertThat(file.audit()).isEqualTo(Configuration.Audit.REQUIRED);
    assertThat(file.drain()).isEqualTo(new Drain(Duration.ofSeconds(5), Duration.ofSeconds(30)));
  }

  @Test
  void plainHttpBindsThisMachineOnly() throws IOException {
    var file = accepted("gatehouse: 1\nlisten: { http: 8080 }\n");

    assertThat(file.listen().address()).hasToString("127.0.0.1:8080");
  }

  @Test
  void theKeysOfACredentialMayStandBesideOrInsideItsKind() throws IOException {
    var beside =
        "gatehouse: 1\ncredentials: { x: { oidc: https://a.example, audience: b, owner: issuer } }\n";
    var inside =
        """
        gatehouse: 1
        credentials: { x: { oidc: { issuer: https://a.example, audience: b, owner: issuer } } }
        """;

    var here = new ConfigurationFolder(folder);
    assertThat(credentials(here.read(beside))).isEqualTo(credentials(here.read(inside)));
  }

  private static Object credentials(Outcome outcome) {
    return ((Outcome.Accepted) outcome).configuration().credentials();
  }

  @Test
  void aDistinguishedNameMayHoldCommasInOneLine() throws IOException {
    var file = accepted(ConfigurationFolder.resource("example.yaml"));

    assertThat(file.directory())
        .get()
        .extracting(directory -> ((Directory.Ldap) directory).base().text())
        .isEqualTo("dc=example,dc=com");
  }
}
