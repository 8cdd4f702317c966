package io.gatehouse.mtls;

import java.net.Socket;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Takes any certificate of a client in the handshake, so that what is judged is judged once, per
 * request, for full and resumed handshakes alike, and answered in HTTP. The key was proven by then;
 * only what nobody could judge in bounded time is turned away here.
 */
final class PossessionOnly extends X509ExtendedTrustManager {
  private static final int DEEPEST = 5;
  private static final int LONGEST = 64 * 1024;

  private final List<X509Certificate> authorities;

  PossessionOnly(List<X509Certificate> authorities) {
    this.authorities = List.copyOf(authorities);
  }

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    bounded(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    bounded(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    bounded(chain);
  }

  private static void bounded(X509Certificate[] chain) throws CertificateException {
    if (chain.length > DEEPEST) {
      throw new CertificateException("a chain of more than " + DEEPEST + " certificates");
    }
    int bytes = 0;
    for (var certificate : chain) {
      bytes += encodedLength(certificate);
    }
    if (bytes > LONGEST) {
      throw new CertificateException("a chain of more than 64 KiB");
    }
  }

  private static int encodedLength(X509Certificate certificate)
      throws CertificateEncodingException {
    return certificate.getEncoded().length;
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw noServer();
  }

  private static CertificateException noServer() {
    return new CertificateException("this side never connects to a server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.toArray(X509Certificate[]::new);
  }
}
