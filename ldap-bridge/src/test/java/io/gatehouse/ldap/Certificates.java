package io.gatehouse.ldap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority of the tests' own, made once by the openssl command. */
final class Certificates {
  private static final Path FOLDER = Path.of("target", "test-certificates").toAbsolutePath();
  private static final String EC = "ec -pkeyopt ec_paramgen_curve:P-256 -nodes";

  private Certificates() {}

  static synchronized Path folder() {
    if (Files.exists(FOLDER.resolve("complete"))) {
      return FOLDER;
    }
    try {
      Files.createDirectories(FOLDER);
      selfSigned("ca", "/CN=Test CA", 30);
      selfSigned("self", "/CN=127.0.0.1", 30);
      issue("srv", "IP:127.0.0.1,DNS:localhost", "-days 30");
      issue("other", "DNS:elsewhere.example", "-days 30");
      issue("expired", "IP:127.0.0.1", "-not_before 20200101000000Z -not_after 20200102000000Z");
      Files.writeString(FOLDER.resolve("complete"), "");
      return FOLDER;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void selfSigned(String name, String subject, int days) {
    openssl(
        "req -x509 -newkey %s -keyout %s.key -out %s.crt -days %d -subj"
            .formatted(EC, name, name, days),
        subject);
  }

  private static void issue(String name, String names, String validity) throws IOException {
    Files.writeString(FOLDER.resolve(name + ".ext"), "subjectAltName=" + names + "\n");
    openssl("req -newkey %s -keyout %s.key -out %s.csr -subj".formatted(EC, name, name), "/CN=x");
    if (validity.startsWith("-days")) {
      openssl(
          "x509 -req -in %s.csr -CA ca.crt -CAkey ca.key -CAcreateserial -extfile %s.ext -out %s.crt %s"
              .formatted(name, name, name, validity));
      return;
    }
    issueInThePast(name);
  }

  /** Only {@code openssl ca} takes dates. */
  private static void issueInThePast(String name) throws IOException {
    Files.writeString(
        FOLDER.resolve("ca.cnf"),
        """
        [ca]
        default_ca = own
        [own]
        database = index.txt
        new_certs_dir = .
        serial = past.srl
        default_md = sha256
        policy = any
        [any]
        commonName = supplied
        """);
    Files.writeString(FOLDER.resolve("index.txt"), "");
    Files.writeString(FOLDER.resolve("past.srl"), "99\n");
    openssl(
        "ca -batch -notext -config ca.cnf -cert ca.crt -keyfile ca.key -in %s.csr -out %s.crt -extfile %s.ext -startdate 20200101000000Z -enddate 20200102000000Z"
            .formatted(name, name, name));
  }

  private static void openssl(String arguments, String... more) {
    var command = new java.util.ArrayList<String>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(List.of(more));
    Commands.run(FOLDER, command);
  }

  /** Trusts the tests' authority and nothing else. */
  static SSLContext client() {
    return context("srv", "ca");
  }

  static SSLContext server(String name) {
    return context(name, "ca");
  }

  private static SSLContext context(String own, String trusted) {
    try {
      var password = new char[0];
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("own", key(own), password, new Certificate[] {certificate(own)});
      var keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, password);
      var authorities = KeyStore.getInstance("PKCS12");
      authorities.load(null, null);
      authorities.setCertificateEntry("ca", certificate(trusted));
      var trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(authorities);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Certificate certificate(String name) throws GeneralSecurityException, IOException {
    var pem = Files.readAllBytes(folder().resolve(name + ".crt"));
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(pem));
  }

  private static PrivateKey key(String name) throws GeneralSecurityException, IOException {
    var pem = Files.readString(folder().resolve(name + ".key"));
    var base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
    return KeyFactory.getInstance("EC").generatePrivate(spec);
  }
}
