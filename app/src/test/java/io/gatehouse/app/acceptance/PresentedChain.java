package io.gatehouse.app.acceptance;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.X509ExtendedKeyManager;

/** A client's certificate with a key, whether the two belong together or not. */
final class PresentedChain extends X509ExtendedKeyManager {
  private static final String ALIAS = "client";

  private final X509Certificate certificate;
  private final PrivateKey key;

  PresentedChain(X509Certificate certificate, PrivateKey key) {
    this.certificate = certificate;
    this.key = key;
  }

  static X509Certificate certificate(Path file) {
    try (var in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException | GeneralSecurityException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  static PrivateKey key(Path file) {
    try {
      var text = Files.readString(file).replaceAll("-----[^-]+-----", "");
      var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text));
      return KeyFactory.getInstance("EC").generatePrivate(spec);
    } catch (IOException | GeneralSecurityException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  @Override
  public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
    return ALIAS;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return new X509Certificate[] {certificate};
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return key;
  }

  @Override
  public String[] getClientAliases(String type, Principal[] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public String[] getServerAliases(String type, Principal[] issuers) {
    return new String[0];
  }

  @Override
  public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
    throw new UnsupportedOperationException("a client only");
  }
}
