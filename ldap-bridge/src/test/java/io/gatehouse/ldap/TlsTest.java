package io.gatehouse.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.util.LDAPSDKException;
import io.gatehouse.identity.Dependency;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.ldap.settings.DirectorySettings;
import io.gatehouse.ldap.settings.DirectorySettings.Reading;
import io.gatehouse.ldap.settings.DirectorySettings.Transport;
import io.gatehouse.ldap.settings.DirectorySettings.Tree;
import io.gatehouse.ldap.settings.LdapUrl;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is spoken to before a password is sent. */
final class TlsTest {
  private static final String READER = TestDirectory.reader().dn();

  private static DirectorySettings settings(LdapUrl url, Transport transport) {
    return new DirectorySettings(
        List.of(url),
        transport,
        Tree.below(TestDirectory.BASE),
        TestDirectory.reader(),
        Reading.USUAL,
        Optional.empty());
  }

  /** A server that counts who tells it a password. */
  private static InMemoryDirectoryServer server(
      InMemoryListenerConfig listener, AtomicInteger binds) throws LDAPSDKException {
    var config = new InMemoryDirectoryServerConfig(TestDirectory.BASE);
    config.setSchema(null);
    config.setListenerConfigs(listener);
    config.addAdditionalBindCredentials(READER, "reader-password");
    config.addInMemoryOperationInterceptor(
        new InMemoryOperationInterceptor() {
          @Override
          public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) {
            binds.incrementAndGet();
          }
        });
    var server = new InMemoryDirectoryServer(config);
    server.add("dn: " + TestDirectory.BASE, "objectClass: domain", "dc: example");
    server.add("dn: " + Writer.PEOPLE, "objectClass: organizationalUnit", "ou: people");
    server.startListening();
    return server;
  }

  private static int binds(String certificate, boolean startTls) throws LDAPSDKException {
    var binds = new AtomicInteger();
    var context = Certificates.server(certificate);
    var listener =
        startTls
            ? InMemoryListenerConfig.createLDAPConfig(
                "x", InetAddress.getLoopbackAddress(), 0, context.getSocketFactory())
            : InMemoryListenerConfig.createLDAPSConfig(
                "x",
                InetAddress.getLoopbackAddress(),
                0,
                context.getServerSocketFactory(),
                context.getSocketFactory());
    try (var server = server(listener, binds)) {
      var url = new LdapUrl(!startTls, "127.0.0.1", server.getListenPort());
      var client = Certificates.client();
      var transport = startTls ? Transport.startTls(client) : Transport.ldaps(client);
      try (var opened = Opened.with(settings(url, transport))) {
        var answered = opened.directory().reach();
        assertThat(answered).isEqualTo(url.toString());
      } catch (DependencyUnavailable e) {
        assertThat(e.dependency()).isEqualTo(Dependency.DIRECTORY);
      }
    }
    return binds.get();
  }

  @Test
  void theRightCertificateIsSpokenTo() throws LDAPSDKException {
    assertThat(binds("srv", false)).isOne();
    assertThat(binds("srv", true)).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "expired", "self"})
  void g10_aWrongCertificateIsToldNoPassword(String certificate) throws LDAPSDKException {
    assertThat(binds(certificate, false)).isZero();
    assertThat(binds(certificate, true)).isZero();
  }

  @Test
  void g10_aServerThatStripsStartTlsIsToldNoPassword() throws LDAPSDKException {
    var binds = new AtomicInteger();
    var plain =
        InMemoryListenerConfig.createLDAPConfig("x", InetAddress.getLoopbackAddress(), 0, null);
    try (var server = server(plain, binds)) {
      var url = new LdapUrl(false, "127.0.0.1", server.getListenPort());
      var transport = Transport.startTls(Certificates.client());
      try (var opened = Opened.with(settings(url, transport))) {
        assertThatThrownBy(() -> opened.directory().reach())
            .isInstanceOf(DependencyUnavailable.class);
      }
    }
    assertThat(binds).hasValue(0);
  }

  @Test
  void aDirectoryInClearIsRefusedBeforeItIsReached() {
    var usual = Transport.ldaps(Certificates.client());
    var plain =
        new Transport(usual.tls(), false, true, usual.connectTimeout(), usual.responseTimeout());
    assertThat(settings(LdapUrl.parse("ldap://127.0.0.1"), plain).servers()).hasSize(1);
    for (var url : List.of("ldap://ldap.example.org", "ldap://127.0.0.1.example.org")) {
      assertThatThrownBy(() -> settings(LdapUrl.parse(url), plain))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("in clear");
    }
    assertThatThrownBy(() -> settings(LdapUrl.parse("ldap://127.0.0.1"), usual))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
