package io.gatehouse.app.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A real OpenLDAP server that holds the demo's people and groups. */
final class OpenLdap implements AutoCloseable {
  static final String ACCOUNT = "cn=admin,dc=example,dc=org";
  static final String PASSWORD = "openldap-admin";

  private static final String CONFIGURATION =
      """
      include /etc/ldap/schema/core.schema
      include /etc/ldap/schema/cosine.schema
      include /etc/ldap/schema/inetorgperson.schema
      modulepath /usr/lib/ldap
      moduleload back_mdb
      moduleload memberof
      moduleload refint
      moduleload ppolicy
      TLSCertificateFile tls.crt
      TLSCertificateKeyFile tls.key
      database mdb
      suffix dc=example,dc=org
      rootdn cn=admin,dc=example,dc=org
      rootpw openldap-admin
      directory db
      dbnosync
      overlay memberof
      overlay refint
      refint_attributes member
      overlay ppolicy
      """;

  private final Path folder;
  private final int port;
  private final Process process;

  private OpenLdap(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  static OpenLdap start(Path folder) {
    try {
      Files.createDirectories(folder.resolve("db"));
      Files.writeString(folder.resolve("slapd.conf"), CONFIGURATION);
      Files.writeString(folder.resolve("ldap.pw"), PASSWORD);
      checked(List.of("chmod", "600", folder.resolve("ldap.pw").toString()));
      certificate(folder);
      var port = freePort();
      var command =
          List.of("/usr/sbin/slapd", "-f", "slapd.conf", "-h", url(port) + "/", "-d", "0");
      var process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("slapd.out").toFile())
              .start();
      var server = new OpenLdap(folder, port, process);
      server.awaitListening();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void certificate(Path folder) {
    var command =
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=directory"
            + " -addext subjectAltName=IP:127.0.0.1 -keyout KEY -out CRT";
    var arguments = new ArrayList<>(List.of("openssl"));
    for (var argument : command.split(" ", -1)) {
      arguments.add(
          switch (argument) {
            case "KEY" -> folder.resolve("tls.key").toString();
            case "CRT" -> folder.resolve("tls.crt").toString();
            default -> argument;
          });
    }
    checked(arguments);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitListening() throws IOException {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < deadline && process.isAlive()) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        return;
      } catch (IOException notYet) {
        Thread.onSpinWait();
      }
    }
    throw new AssertionError("slapd: " + Files.readString(folder.resolve("slapd.out")));
  }

  private static String url(int port) {
    return "ldaps://127.0.0.1:" + port;
  }

  /** Takes the demo's people over, with their ids and with passwords that this server can check. */
  void load(Path ldif, JsonNode demo) throws IOException {
    var people = Files.readString(ldif).replaceAll("(?ms)^dn: cn=admin,.*?(?:\\R\\R|\\z)", "");
    for (var person : demo.get("people")) {
      var password = person.get("password").stringValue();
      people =
          Pattern.compile(
                  "(?s)(uid: " + person.get("username").stringValue() + "\\R.*?userPassword: )\\S+")
              .matcher(people)
              .replaceFirst("$1" + password);
    }
    // The server names the entries itself, unless the manager relaxes that rule for an import.
    var file = folder.resolve("people.ldif");
    Files.writeString(file, people);
    ldap("ldapadd", "", "-e", "relax", "-f", file.toString());
  }

  /** The value of {@code directory} in the configuration. */
  String configuration() {
    return "{ ldap: [%s], base: \"dc=example,dc=org\", login: [uid, mail], bind: { dn: \"%s\", password: file:%s }, ca: file:%s }"
        .formatted(url(port), ACCOUNT, folder.resolve("ldap.pw"), folder.resolve("tls.crt"));
  }

  LdapAccount account() {
    return new LdapAccount(url(port), ACCOUNT, PASSWORD, folder.resolve("tls.crt"));
  }

  private void ldap(String program, String input, String... arguments) {
    account().run(program, input, arguments);
  }

  private static void checked(List<String> command) {
    var outcome = Shell.run(command, new byte[0], Duration.ofSeconds(10));
    if (outcome.exit() != 0) {
      throw new AssertionError(outcome.errors());
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
