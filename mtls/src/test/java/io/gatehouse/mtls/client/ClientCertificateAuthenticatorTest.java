package io.gatehouse.mtls.client;

import static io.gatehouse.mtls.Openssl.authority;
import static io.gatehouse.mtls.Openssl.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Principal;
import io.gatehouse.mtls.CertificateId;
import io.gatehouse.mtls.Openssl;
import io.gatehouse.mtls.Openssl.Order;
import io.gatehouse.mtls.PemFiles;
import io.gatehouse.mtls.UnusableFile;
import io.gatehouse.mtls.path.ChainJudge.Revocation;
import io.gatehouse.mtls.path.TrustedAuthorities;
import io.gatehouse.mtls.path.WatchedLists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates, chains and lists made by openssl, from the handshake's chain to an owner. */
@Timeout(60)
final class ClientCertificateAuthenticatorTest {
  @TempDir private static Path folder;
  private static Openssl openssl;
  private static Path root;
  private static Path bob;

  @BeforeAll
  static void makeAnAuthorityAndAClient() {
    openssl = new Openssl(folder);
    root = openssl.certificate(Order.root("root", authority()));
    bob =
        openssl.certificate(
            Order.by("root", "bob", client("subjectAltName=URI:spiffe://p/bob,email:bob@p.test")));
  }

  private static Door byUri() {
    return new Door(root, CertificateName.SAN_URI, Map.of("spiffe://p/bob", "bob"));
  }

  @Test
  void theOwnerOfACertificateIsThePrincipal() {
    var attempt = byUri().call(bob);
    assertThat(attempt).isInstanceOf(Attempt.Verified.class);
    var identity = ((Attempt.Verified) attempt).identity();
    assertThat(identity.principal()).isEqualTo(new Principal.Person(Door.BOB));
    assertThat(identity.kind()).isEqualTo(CredentialKind.CERTIFICATE);
    assertThat(identity.authentication().methods()).containsExactly("x509");
    assertThat(identity.authorizedParty())
        .isEqualTo(CertificateId.thumbprint(PemFiles.certificates(bob).getFirst()));
    assertThat(identity.authority().scopes()).containsExactly("orders.read");
    assertThat(identity.authority().groups()).containsExactly("orders-read");
  }

  @Test
  void everyKindOfNameFindsItsOwner() {
    var print = CertificateId.fingerprint(PemFiles.certificates(bob).getFirst());
    var names =
        Map.of(
            CertificateName.SAN_EMAIL, "bob@p.test",
            CertificateName.SUBJECT, "cn=bob",
            CertificateName.FINGERPRINT, print);
    names.forEach((kind, name) ->
        assertThat(new Door(root, kind, Map.of(name, "bob")).call(bob))
            .as(name)
            .isInstanceOf(Attempt.Verified.class));
  }

  @Test
  void aNameThatTheTableLacksHasNoOwner() {
    var door = new Door(root, CertificateName.SAN_URI, Map.of("spiffe://p/alice", "bob"));
    assertThat(Door.reason(door.call(bob))).contains("not exactly one owner");
  }

  @Test
  void theWorkIsDoneElsewhereAndKeptForAMoment() {
    var door = byUri();
    assertThat(door.firstAnswer(bob)).isInstanceOf(Attempt.Park.class);
    assertThat(door.call(bob)).isInstanceOf(Attempt.Verified.class);
    assertThat(door.firstAnswer(bob)).isInstanceOf(Attempt.Verified.class);
    door.clock.advance(Duration.ofSeconds(5));
    assertThat(door.firstAnswer(bob)).isInstanceOf(Attempt.Park.class);
  }

  @Test
  void aDisabledOwnerStopsAtOnce() {
    var door = byUri();
    assertThat(door.call(bob)).isInstanceOf(Attempt.Verified.class);
    door.people.remove(new EntryUuid(Door.BOB));
    assertThat(Door.reason(door.call(bob))).contains("the owner is");
  }

  @Test
  void timeIsTheClocks() {
    var door = byUri();
    door.clock.advance(Duration.ofDays(31));
    assertThat(door.call(bob)).isInstanceOf(Attempt.Refused.class);
    var earlier = byUri();
    earlier.clock.advance(Duration.ofDays(-1));
    assertThat(earlier.call(bob)).isInstanceOf(Attempt.Refused.class);
  }

  @Test
  void aChainThroughAnIntermediateIsFollowed() {
    var middle = openssl.certificate(Order.by("root", "middle", authority()));
    var leaf =
        openssl.certificate(
            Order.by("middle", "leaf", client("subjectAltName=URI:spiffe://p/bob")));
    assertThat(byUri().call(leaf, middle)).isInstanceOf(Attempt.Verified.class);
    assertThat(byUri().call(leaf)).isInstanceOf(Attempt.Refused.class);
    var pinned = new Door(middle, CertificateName.SAN_URI, Map.of("spiffe://p/bob", "bob"));
    assertThat(pinned.call(leaf)).isInstanceOf(Attempt.Verified.class);
    assertThat(pinned.call(bob)).isInstanceOf(Attempt.Refused.class);
  }

  @Test
  void constraintsOfTheAuthorityBind() {
    var narrow =
        openssl.certificate(
            Order.root(
                "narrow",
                "basicConstraints=critical,CA:TRUE,pathlen:0",
                "keyUsage=critical,keyCertSign",
                "nameConstraints=critical,permitted;URI:.partner.test"));
    var inside =
        openssl.certificate(
            Order.by("narrow", "inside", client("subjectAltName=URI:spiffe://a.partner.test/x")));
    var outside =
        openssl.certificate(
            Order.by("narrow", "outside", client("subjectAltName=URI:spiffe://other.test/x")));
    var below = openssl.certificate(Order.by("narrow", "below", authority()));
    var deeper =
        openssl.certificate(
            Order.by("below", "deeper", client("subjectAltName=URI:spiffe://a.partner.test/x")));
    var table = Map.of("spiffe://a.partner.test/x", "bob", "spiffe://other.test/x", "bob");
    var door = new Door(narrow, CertificateName.SAN_URI, table);
    assertThat(door.call(inside)).isInstanceOf(Attempt.Verified.class);
    assertThat(door.call(outside)).isInstanceOf(Attempt.Refused.class);
    assertThat(door.call(deeper, below)).isInstanceOf(Attempt.Refused.class);
  }

  private static WatchedLists lists(Path list) {
    return new WatchedLists(List.of(list), TrustedAuthorities.read(root), Clock.systemUTC());
  }

  private static Door listed(WatchedLists lists) {
    return new Door(
        root,
        new Revocation.ByLists(lists, Duration.ofHours(24)),
        CertificateName.SAN_URI,
        Map.of("spiffe://p/bob", "bob"));
  }

  @Test
  void aRevokedCertificateStopsWhenItsListIsRead() throws IOException {
    var lists = lists(openssl.list("root", 2));
    var door = listed(lists);
    assertThat(door.call(bob)).isInstanceOf(Attempt.Verified.class);
    Files.writeString(openssl.list("root", 2, bob), "\n", java.nio.file.StandardOpenOption.APPEND);
    lists.refresh();
    assertThat(Door.reason(door.call(bob))).contains("is revoked");
  }

  @Test
  void aBrokenListChangesNothing() throws IOException {
    var file = openssl.list("root", 2, bob);
    var lists = lists(file);
    Files.writeString(file, "-----BEGIN X509 CRL-----\n");
    lists.refresh();
    assertThat(Door.reason(listed(lists).call(bob))).contains("is revoked");
    Files.delete(file);
    lists.refresh();
    assertThat(Door.reason(listed(lists).call(bob))).contains("is revoked");
  }

  @Test
  void aListThatIsOverdueIsAnOutageAfterItsGrace() {
    var door = listed(lists(openssl.list("root", 1)));
    door.clock.advance(Duration.ofHours(47));
    assertThat(door.call(bob)).isInstanceOf(Attempt.Verified.class);
    door.clock.advance(Duration.ofHours(2));
    assertThatThrownBy(() -> door.call(bob)).isInstanceOf(DependencyUnavailable.class);
  }

  @Test
  void aListOfAnotherIssuerStopsTheLoad() {
    openssl.certificate(Order.root("stranger", authority()));
    var list = openssl.list("stranger", 2);
    assertThatThrownBy(() -> lists(list))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("stranger.crl:1:1: found the revocation list of CN=stranger");
    openssl.certificate(Order.root("impostor", authority()).subject("/CN=root"));
    var forged = openssl.list("impostor", 2);
    assertThatThrownBy(() -> lists(forged))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("did not sign");
  }

  @Test
  void aFileWithoutAnAuthorityStopsTheLoad() {
    assertThatThrownBy(() -> TrustedAuthorities.read(bob))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("bob.pem:1:1: found the certificate of CN=bob")
        .hasMessageContaining("no certificate authority");
    var second = openssl.together("both.pem", root, bob);
    assertThatThrownBy(() -> TrustedAuthorities.read(second))
        .isInstanceOf(UnusableFile.class)
        .hasMessageMatching("(?s).*both.pem:1\\d:1: found .*");
  }
}
