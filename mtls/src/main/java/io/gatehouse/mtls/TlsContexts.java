package io.gatehouse.mtls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Makes TLS contexts. Names are not verified by a context: whoever connects sets the endpoint
 * identification of its own protocol.
 */
public final class TlsContexts {
  private final SecureRandom random;

  public TlsContexts(SecureRandom random) {
    this.random = random;
  }

  /**
   * A listener that presents an identity and asks nobody for a certificate.
   *
   * @param identity asked at each handshake, so that it can be renewed
   */
  public SSLContext server(Supplier<TlsIdentity> identity) {
    return context(new KeyManager[] {new PresentedIdentity(identity)}, new TrustManager[0]);
  }

  /**
   * A listener that presents an identity and asks for a certificate. Whoever has one proves in the
   * handshake that it holds the key; what the certificate is worth is judged per request.
   *
   * @param authorities whose names are told, so that a client with several can choose
   */
  public SSLContext serverAsking(
      Supplier<TlsIdentity> identity, List<X509Certificate> authorities) {
    return context(
        new KeyManager[] {new PresentedIdentity(identity)},
        new TrustManager[] {new PossessionOnly(authorities)});
  }

  /** Connections to servers whose certificates one of the authorities in a PEM file issued. */
  public SSLContext trusting(Path authorities) {
    return trusting(PemFiles.certificates(authorities));
  }

  /** Connections to servers whose certificates one of these authorities issued. */
  public SSLContext trusting(List<X509Certificate> authorities) {
    return context(new KeyManager[0], trustManagers(authorities));
  }

  /** As {@link #trusting(List)}, presenting a client certificate to whoever asks. */
  public SSLContext trusting(List<X509Certificate> authorities, TlsIdentity client) {
    return context(
        new KeyManager[] {new PresentedIdentity(() -> client)}, trustManagers(authorities));
  }

  /** Connections to servers that the system's authorities vouch for. */
  public SSLContext trustingTheSystem() {
    return context(new KeyManager[0], defaultTrustManagers());
  }

  private SSLContext context(KeyManager[] keys, TrustManager[] trust) {
    try {
      var context = SSLContext.getInstance("TLSv1.3");
      context.init(keys, trust, random);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("no TLS 1.3 in this Java", impossible);
    }
  }

  private static TrustManager[] trustManagers(List<X509Certificate> authorities) {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, new char[0]);
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("authority" + i, authorities.get(i));
      }
      return trustManagers(store);
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("cannot hold certificates in memory", impossible);
    }
  }

  private static TrustManager[] trustManagers(KeyStore store) throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static TrustManager[] defaultTrustManagers() {
    try {
      var factory = TrustManagerFactory.getInstance("PKIX");
      factory.init((KeyStore) null);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this Java trusts nobody", impossible);
    }
  }
}
