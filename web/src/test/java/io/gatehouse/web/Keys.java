package io.gatehouse.web;

import java.io.InputStream;
import java.security.KeyStore;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for localhost, trusted by itself. */
public final class Keys {
  private static final SSLContext LOCALHOST = load();

  private Keys() {}

  public static SSLContext localhost() {
    return LOCALHOST;
  }

  private static SSLContext load() {
    try (InputStream file = Keys.class.getResourceAsStream("/localhost.p12")) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(Objects.requireNonNull(file), "changeit".toCharArray());
      var keys = KeyManagerFactory.getInstance("SunX509");
      keys.init(store, "changeit".toCharArray());
      var trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, new char[0]);
      trusted.setCertificateEntry("localhost", store.getCertificate("localhost"));
      var trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }
}
