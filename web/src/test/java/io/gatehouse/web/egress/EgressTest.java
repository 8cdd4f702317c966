package io.gatehouse.web.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.UrlFetch.Document;
import io.gatehouse.identity.UrlFetch.Trust;
import io.gatehouse.web.Keys;
import io.gatehouse.web.Server;
import io.gatehouse.web.Server.Door;
import io.gatehouse.web.endpoint.Reply;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EgressTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Server server =
      Server.with(exchange -> {
        String path = exchange.request().path();
        asked.add(path);
        switch (path) {
          case "/keys" ->
              exchange.reply(Reply.json(200, "{}").with("Cache-Control", "public, max-age=300"));
          case "/moved" -> exchange.reply(Reply.seeOther(URI.create("https://localhost/keys")));
          case "/large" -> exchange.reply(Reply.json(200, "x".repeat(600 * 1024)));
          case "/never" -> {}
          default -> exchange.reply(Reply.empty(404));
        }
      });
  private final Egress egress =
      new Egress(EgressPlan.usual(Keys.localhost()), InetAddress::getAllByName);

  @AfterAll
  void stop() {
    server.close();
  }

  private URI url(Door door, String path) {
    String scheme = door == Door.TLS ? "https" : "http";
    return URI.create(scheme + "://localhost:" + server.address(door).getPort() + path);
  }

  private void refused(URI url, Trust trust) {
    asked.clear();
    assertThatThrownBy(() -> egress.get(url, trust, "application/json"))
        .as("%s", url)
        .isInstanceOf(DependencyUnavailable.class)
        .hasMessageMatching(".*(may be reached|no plain host.*|scheme is not https)");
    assertThat(asked).isEmpty();
  }

  @Test
  void whatTheOperatorWroteIsFetchedFromThisMachineAsWell() {
    Document secure = egress.get(url(Door.TLS, "/keys"), Trust.WRITTEN, "application/json");
    assertThat(secure.body()).isEqualTo("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(secure.contentType()).contains("application/json");
    assertThat(secure.maxAge()).contains(Duration.ofMinutes(5));
    assertThat(egress.get(url(Door.PLAIN, "/keys"), Trust.WRITTEN, "*/*").body()).hasSize(2);
  }

  @Test
  void k06_aSuppliedUrlNeverReachesThisMachineOrThisNetwork() {
    refused(url(Door.TLS, "/keys"), Trust.SUPPLIED);
    refused(url(Door.PLAIN, "/keys"), Trust.SUPPLIED);
  }

  @Test
  void k06_anAllowedNetworkMayBeReachedByASuppliedUrl() {
    var allowing =
        new Egress(
            EgressPlan.usual(Keys.localhost()).allowing(List.of(Cidr.of("127.0.0.0/8"))),
            host -> InetAddress.getAllByName("127.0.0.1"));
    assertThat(allowing.get(url(Door.TLS, "/keys"), Trust.SUPPLIED, "*/*").body()).hasSize(2);
    assertThatThrownBy(() -> allowing.get(url(Door.PLAIN, "/keys"), Trust.SUPPLIED, "*/*"))
        .isInstanceOf(DependencyUnavailable.class);
  }

  @Test
  void k06_redirectsAreNotFollowedAndOtherStatusesAreNoDocument() {
    assertThatThrownBy(() -> egress.get(url(Door.TLS, "/moved"), Trust.WRITTEN, "*/*"))
        .hasMessageContaining("303");
    assertThatThrownBy(() -> egress.get(url(Door.TLS, "/none"), Trust.WRITTEN, "*/*"))
        .hasMessageContaining("404");
  }

  @Test
  void k06_largeAndSlowAnswersAreGivenUp() {
    assertThatThrownBy(() -> egress.get(url(Door.TLS, "/large"), Trust.WRITTEN, "*/*"))
        .hasMessageContaining("larger");
    var hasty =
        new Egress(
            new EgressPlan(Keys.localhost(), List.of(), 1024, Duration.ofMillis(300)),
            InetAddress::getAllByName);
    assertThatThrownBy(() -> hasty.get(url(Door.TLS, "/never"), Trust.WRITTEN, "*/*"))
        .isInstanceOf(DependencyUnavailable.class)
        .hasMessageContaining("within");
  }

  @Test
  void k06_aCertificateForAnotherNameIsRefused() {
    var misled =
        new Egress(
            EgressPlan.usual(Keys.localhost()), host -> InetAddress.getAllByName("127.0.0.1"));
    URI other = URI.create("https://example.com:" + server.address(Door.TLS).getPort() + "/keys");
    assertThatThrownBy(() -> misled.get(other, Trust.WRITTEN, "*/*"))
        .isInstanceOf(DependencyUnavailable.class);
  }

  @Test
  void plainHttpIsOnlyForThisMachineWhoeverWroteIt() {
    var misled =
        new Egress(
            EgressPlan.usual(Keys.localhost()), host -> InetAddress.getAllByName("10.0.0.1"));
    assertThatThrownBy(() -> misled.get(URI.create("http://intranet/keys"), Trust.WRITTEN, "*/*"))
        .hasMessageContaining("may be reached");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://0/",
        "https://2130706433/",
        "https://[::ffff:127.0.0.1]/",
        "https://127.1/",
        "https://localhost./",
        "https://[64:ff9b::7f00:1]/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://[::1]/",
        "https://[::]/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://10.0.0.1/",
        "https://169.254.169.254/",
        "https://u@a.com/",
        "https://a.com\\@127.0.0.1/",
        "ftp://a.com/",
        "file:///etc/passwd",
        "https:///a",
        "https://[2002:7f00:1::]/",
        "https://[::127.0.0.1]/",
        "https://100.64.0.1/"
      })
  void k07_noSpellingOfALocalAddressIsReached(String text) {
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException notEvenAUrl) {
      return;
    }
    refused(url, Trust.SUPPLIED);
  }

  @Test
  void k07_aNameThatResolvesToALocalAddressIsRefusedWhateverElseItResolvesTo()
      throws UnknownHostException {
    InetAddress local = InetAddress.getAllByName("127.0.0.1")[0];
    var rebound =
        new Egress(EgressPlan.usual(Keys.localhost()), host -> new InetAddress[] {local, local});
    URI url = URI.create("https://rebind.example:" + server.address(Door.TLS).getPort() + "/keys");
    assertThatThrownBy(() -> rebound.get(url, Trust.SUPPLIED, "*/*"))
        .hasMessageContaining("may be reached");
  }

  @Test
  void networksAreReadStrictly() throws UnknownHostException {
    assertThat(Cidr.of("10.1.0.0/15").contains(address("10.0.255.1"))).isTrue();
    assertThat(Cidr.of("10.2.0.0/15").contains(address("10.4.0.1"))).isFalse();
    for (String wrong : List.of("10.0.0.0/33", "10.0.0/8", "a.example/8", "10.0.0.0/x", "")) {
      assertThatThrownBy(() -> Cidr.of(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getAllByName(text)[0];
  }
}
