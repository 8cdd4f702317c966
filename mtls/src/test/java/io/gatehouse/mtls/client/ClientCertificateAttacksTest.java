package io.gatehouse.mtls.client;

import static io.gatehouse.mtls.Openssl.authority;
import static io.gatehouse.mtls.Openssl.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.Attempt;
import io.gatehouse.mtls.Openssl;
import io.gatehouse.mtls.Openssl.Order;
import io.gatehouse.mtls.PemFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates that are nearly a client's. */
@Timeout(60)
final class ClientCertificateAttacksTest {
  @TempDir private static Path folder;
  private static Openssl openssl;
  private static Path root;

  @BeforeAll
  static void makeAnAuthority() {
    openssl = new Openssl(folder);
    root = openssl.certificate(Order.root("root", authority()));
  }

  private static Door byUri() {
    return new Door(root, CertificateName.SAN_URI, Map.of("spiffe://p/bob", "bob"));
  }

  private static String bob() {
    return "subjectAltName=URI:spiffe://p/bob";
  }

  private static String refusal(Order order, String... options) {
    return Door.reason(byUri().call(openssl.certificate(order, options)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "server;basicConstraints=CA:FALSE;keyUsage=digitalSignature;extendedKeyUsage=serverAuth;"
            + "not for clients",
        "any;basicConstraints=CA:FALSE;keyUsage=digitalSignature;"
            + "extendedKeyUsage=clientAuth,anyExtendedKeyUsage;not for clients",
        "authority;basicConstraints=CA:TRUE;keyUsage=digitalSignature;extendedKeyUsage=clientAuth;"
            + "an authority's",
        "encipher;basicConstraints=CA:FALSE;keyUsage=keyEncipherment;extendedKeyUsage=clientAuth;"
            + "lacks digitalSignature",
        "sign;basicConstraints=CA:FALSE;keyUsage=digitalSignature,keyCertSign;"
            + "extendedKeyUsage=clientAuth;may sign certificates"
      })
  void f05_anotherPurposeIsRefused(
      String name, String constraints, String usage, String purpose, String reason) {
    assertThat(refusal(Order.by("root", name, constraints, usage, purpose, bob())))
        .contains(reason);
  }

  @Test
  void f05_whatIsNotSaidIsNotAllowed() {
    var usage = "keyUsage=digitalSignature";
    assertThat(refusal(Order.by("root", "nopurpose", usage, bob()))).contains("not for clients");
    assertThat(refusal(Order.by("root", "nousage", "extendedKeyUsage=clientAuth", bob())))
        .contains("lacks digitalSignature");
  }

  @Test
  void f05_weakKeysAndSignaturesAreRefused() {
    assertThat(refusal(Order.by("root", "short", client(bob())).key("rsa:1024")))
        .contains("RSA key of 1024 bits");
    assertThat(refusal(Order.by("root", "sha1", client(bob())), "-sha1")).contains("SHA1");
  }

  @Test
  void f07_noResponderIsAskedAndNoStapleRead() {
    var certificate =
        openssl.certificate(
            Order.by(
                "root",
                "ocsp",
                client(bob(), "authorityInfoAccess=OCSP;URI:http://127.0.0.1:1/ocsp")));
    assertThat(byUri().call(certificate)).isInstanceOf(Attempt.Verified.class);
  }

  @Test
  void f09_aNameThatHidesSomethingIsNoName() {
    for (var hidden : new String[] {"spiffe://p/bob\0.evil.test", "spiffe://p/bob\n", " "}) {
      var order = Order.by("root", "hidden", client("subjectAltName=DER:" + der(0x86, hidden)));
      assertThat(byUri().call(openssl.certificate(order))).isInstanceOf(Attempt.Refused.class);
    }
  }

  private static String der(int tag, String name) {
    var bytes = name.getBytes(StandardCharsets.US_ASCII);
    var hex = HexFormat.of();
    return "30"
        + hex.toHexDigits((byte) (bytes.length + 2))
        + hex.toHexDigits((byte) tag)
        + hex.toHexDigits((byte) bytes.length)
        + hex.formatHex(bytes);
  }

  @Test
  void f09_aNameOfAnotherKindIsNotTheName() {
    for (var other : new String[] {"DNS:bob", "email:bob@p.test"}) {
      var order = Order.by("root", "other", client("subjectAltName=" + other));
      assertThat(refusal(order)).contains("not exactly one name");
    }
  }

  @Test
  void f09_twoNamesAreNone() {
    var order = Order.by("root", "two", client(bob() + ",URI:spiffe://p/alice"));
    assertThat(refusal(order)).contains("not exactly one name");
  }

  @ParameterizedTest
  @CsvSource({
    "'/CN=admin,x', false",
    "'/OU=CN=admin', false",
    "'/CN=admin+OU=x', false",
    "'/OU=x/CN=admin', false",
    "'/CN=admin\u0001', false",
    "'/CN=Admin', true",
    "'/CN=admin', true"
  })
  void f09_aSubjectIsReadByAParser(String subject, boolean isAdmin) {
    var certificate =
        openssl.certificate(
            Order.by("root", "subject", client()).subject(subject), "-multivalue-rdn");
    var door = new Door(root, CertificateName.SUBJECT, Map.of("cn=admin", "bob"));
    assertThat(door.call(certificate) instanceof Attempt.Verified).isEqualTo(isAdmin);
  }

  @Test
  void f10_aNameIsAValueAndNeverAFilter() {
    var door = new Door(root, CertificateName.SAN_EMAIL, Map.of());
    for (var name : new String[] {"*", "*)(objectClass=*", "bob)(uid=*"}) {
      var order = Order.by("root", "filter", client("subjectAltName=DER:" + der(0x81, name)));
      assertThat(door.call(openssl.certificate(order))).isInstanceOf(Attempt.Refused.class);
    }
  }

  @Test
  void f11_aCopyOfTheAuthoritysNameIsNotTheAuthority() {
    var fake = openssl.certificate(Order.root("fake", authority()).subject("/CN=root"));
    var leaf = openssl.certificate(Order.by("fake", "leaf", client(bob())));
    assertThat(byUri().call(leaf)).isInstanceOf(Attempt.Refused.class);
    assertThat(byUri().call(leaf, fake)).isInstanceOf(Attempt.Refused.class);
    var self = openssl.certificate(Order.root("self", client(bob())).subject("/CN=root"));
    assertThat(byUri().call(self)).isInstanceOf(Attempt.Refused.class);
  }

  @Test
  void f11_authoritiesThatSignEachOtherEndNowhereSoon() {
    var one = openssl.certificate(Order.root("one", authority()));
    var two = openssl.certificate(Order.by("one", "two", authority()));
    var back = openssl.certificate(Order.by("two", "back", authority()).subject("/CN=one"));
    var leaf = openssl.certificate(Order.by("two", "looped", client(bob())));
    assertThat(Door.reason(byUri().call(leaf, two, back, one))).contains("no path");
  }

  @Test
  void f11_deepPathsAreRefused() {
    var files = new Path[6];
    var above = "root";
    for (int i = 0; i < 5; i++) {
      files[5 - i] = openssl.certificate(Order.by(above, "level" + i, authority()));
      above = "level" + i;
    }
    files[0] = openssl.certificate(Order.by(above, "deep", client(bob())));
    assertThat(Door.reason(byUri().call(files))).contains("no path");
    assertThat(PemFiles.certificates(files[0])).hasSize(1);
  }
}
