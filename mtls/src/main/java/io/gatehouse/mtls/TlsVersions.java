package io.gatehouse.mtls;

import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;

/** Which versions and suites are spoken; each list in order of preference. */
public enum TlsVersions {
  TLS_13,
  /** For partners that are not there yet: only the suites that BCP 195 recommends. */
  TLS_12_AND_13;

  private static final List<String> MODERN =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");
  // RFC 9325 §4.2.
  private static final List<String> RECOMMENDED =
      List.of(
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

  public List<String> protocols() {
    return switch (this) {
      case TLS_13 -> List.of("TLSv1.3");
      case TLS_12_AND_13 -> List.of("TLSv1.3", "TLSv1.2");
    };
  }

  public List<String> suites() {
    return switch (this) {
      case TLS_13 -> MODERN;
      case TLS_12_AND_13 -> Stream.concat(MODERN.stream(), RECOMMENDED.stream()).toList();
    };
  }

  /** These versions and suites, the server's order first. */
  public SSLParameters parameters() {
    var parameters =
        new SSLParameters(suites().toArray(String[]::new), protocols().toArray(String[]::new));
    parameters.setUseCipherSuitesOrder(true);
    return parameters;
  }
}
