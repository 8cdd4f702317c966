package io.gatehouse.mtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes between two engines in memory. */
@Timeout(20)
class HandshakeTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final CertificateAuthority AUTHORITY =
      CertificateAuthority.create("Test", InstantSource.system(), RANDOM);

  private final TlsContexts contexts = new TlsContexts(RANDOM);

  @Test
  void aServerOfOurAuthorityIsTrustedUnderItsName() throws SSLException {
    var client = client(trustingUs(), "localhost", TlsVersions.TLS_13);
    var server = server(identity("localhost"), TlsVersions.TLS_13);
    shakeHands(client, server);
    assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
    assertThat(client.getSession().getCipherSuite()).isEqualTo("TLS_AES_128_GCM_SHA256");
  }

  @Test
  void anotherNameIsRefused() {
    assertThatThrownBy(() ->
            shakeHands(
                client(trustingUs(), "other.test", TlsVersions.TLS_13),
                server(identity("localhost"), TlsVersions.TLS_13)))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void aServerOfAnotherAuthorityIsRefused() {
    var other = CertificateAuthority.create("Test", InstantSource.system(), RANDOM);
    assertThatThrownBy(() ->
            shakeHands(
                client(
                    contexts.trusting(List.of(other.certificate())),
                    "localhost",
                    TlsVersions.TLS_13),
                server(identity("localhost"), TlsVersions.TLS_13)))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void anOldClientIsServedOnlyWhereThatWasAskedFor() throws SSLException {
    var old = client(trustingUs(), "localhost", TlsVersions.TLS_12_AND_13);
    old.setEnabledProtocols(new String[] {"TLSv1.2"});
    shakeHands(old, server(identity("localhost"), TlsVersions.TLS_12_AND_13));
    assertThat(old.getSession().getCipherSuite())
        .isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    var again = client(trustingUs(), "localhost", TlsVersions.TLS_12_AND_13);
    again.setEnabledProtocols(new String[] {"TLSv1.2"});
    assertThatThrownBy(() -> shakeHands(again, server(identity("localhost"), TlsVersions.TLS_13)))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void aRenewedCertificateIsPresentedWithoutANewContext() throws Exception {
    var current = new AtomicReference<>(identity("localhost"));
    var context = contexts.server(current::get);
    shakeHands(client(trustingUs(), "localhost", TlsVersions.TLS_13), engine(context));
    var renewed = identity("localhost");
    current.set(renewed);
    var client = client(trustingUs(), "localhost", TlsVersions.TLS_13);
    shakeHands(client, engine(context));
    assertThat(client.getSession().getPeerCertificates()[0]).isEqualTo(renewed.certificate());
  }

  @Test
  void f02_aResumedSessionShowsTheCertificateAgainWhereItWasShownAndNowhereElse() throws Exception {
    var server = identity("localhost");
    var asking = contexts.serverAsking(() -> server, List.of(AUTHORITY.certificate()));
    var own = AUTHORITY.issueClient("bob", Optional.empty(), Duration.ofDays(1)).identity();
    var trust = contexts.trusting(List.of(AUTHORITY.certificate()), own);
    var created = List.of(asked(trust, asking), asked(trust, asking));
    assertThat(created).allMatch(own.certificate()::equals);
    var other = contexts.serverAsking(() -> server, List.of(AUTHORITY.certificate()));
    assertThat(asked(trust, other)).isEqualTo(own.certificate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void anothersCertificateWithOnesOwnKeyEndsTheHandshake(String version) throws Exception {
    var server = identity("localhost");
    var asking = contexts.serverAsking(() -> server, List.of(AUTHORITY.certificate()));
    var alice = AUTHORITY.issueClient("alice", Optional.empty(), Duration.ofDays(1)).identity();
    var mallory = AUTHORITY.issueClient("mallory", Optional.empty(), Duration.ofDays(1)).identity();
    var forged = TlsIdentity.of(mallory.key(), alice.chain());
    var trust = List.of(AUTHORITY.certificate());
    assertThat(asked(contexts.trusting(trust, alice), asking, version))
        .isEqualTo(alice.certificate());
    assertThatThrownBy(() -> asked(contexts.trusting(trust, forged), asking, version))
        .isInstanceOf(SSLHandshakeException.class);
  }

  private static java.security.cert.Certificate asked(SSLContext trust, SSLContext server)
      throws SSLException {
    return asked(trust, server, "TLSv1.3");
  }

  private static java.security.cert.Certificate asked(
      SSLContext trust, SSLContext server, String version) throws SSLException {
    var client = client(trust, "localhost", TlsVersions.TLS_12_AND_13);
    client.setEnabledProtocols(new String[] {version});
    var engine = engine(server);
    engine.setSSLParameters(TlsVersions.TLS_12_AND_13.parameters());
    engine.setWantClientAuth(true);
    shakeHands(client, engine);
    return engine.getSession().getPeerCertificates()[0];
  }

  @Test
  void f11_aLongChainEndsTheHandshake() throws Exception {
    var one = identity("localhost").certificate();
    var manager = new PossessionOnly(List.of());
    var chain = java.util.Collections.nCopies(6, one).toArray(X509Certificate[]::new);
    assertThatThrownBy(() -> manager.checkClientTrusted(chain, "EC"))
        .isInstanceOf(CertificateException.class);
    manager.checkClientTrusted(Arrays.copyOf(chain, 5), "EC");
    assertThatThrownBy(() -> manager.checkServerTrusted(Arrays.copyOf(chain, 1), "EC"))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void keysOfEveryKindAreAskedForByTheirNames() throws Exception {
    assertThat(KeyKind.of(KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic()))
        .isEqualTo(KeyKind.RSA);
    assertThat(KeyKind.of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic()))
        .isEqualTo(KeyKind.ED25519);
    assertThat(KeyKind.EC.isAskedForAs("RSA")).isFalse();
  }

  private static TlsIdentity identity(String name) {
    return AUTHORITY.issueServer(List.of(SubjectName.of(name)), Duration.ofDays(1)).identity();
  }

  private SSLContext trustingUs() {
    return contexts.trusting(List.of(AUTHORITY.certificate()));
  }

  private SSLEngine server(TlsIdentity identity, TlsVersions versions) {
    var engine = engine(contexts.server(() -> identity));
    engine.setSSLParameters(versions.parameters());
    return engine;
  }

  private static SSLEngine engine(SSLContext context) {
    var engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    return engine;
  }

  private static SSLEngine client(SSLContext context, String host, TlsVersions versions) {
    var engine = context.createSSLEngine(host, 443);
    engine.setUseClientMode(true);
    var parameters = versions.parameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static void shakeHands(SSLEngine client, SSLEngine server) throws SSLException {
    var toServer = ByteBuffer.allocate(1 << 16);
    var toClient = ByteBuffer.allocate(1 << 16);
    for (int round = 0; round < 50; round++) {
      step(client, toClient, toServer);
      step(server, toServer, toClient);
      if (isDone(client) && isDone(server)) {
        return;
      }
    }
    throw new SSLException("no end of the handshake");
  }

  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    var ignored = ByteBuffer.allocate(1 << 16);
    in.flip();
    while (in.hasRemaining() && moved(engine, engine.unwrap(in, ignored))) {
      ignored.clear();
    }
    in.compact();
    while (moved(engine, engine.wrap(ByteBuffer.allocate(0), out))) {
      ignored.clear();
    }
  }

  private static boolean moved(SSLEngine engine, SSLEngineResult result) {
    runTasks(engine);
    return result.getStatus() == SSLEngineResult.Status.OK
        && result.bytesConsumed() + result.bytesProduced() > 0;
  }

  private static void runTasks(SSLEngine engine) {
    for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  private static boolean isDone(SSLEngine engine) {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
  }
}
