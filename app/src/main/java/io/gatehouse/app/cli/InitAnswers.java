package io.gatehouse.app.cli;

import io.gatehouse.app.config.value.Dn;
import io.gatehouse.app.config.value.IssuerUrl;
import io.gatehouse.app.config.value.LdapUrl;
import io.gatehouse.app.config.value.Parsed;
import io.gatehouse.app.config.value.ServiceUrl;
import io.gatehouse.identity.Secret;
import java.util.Optional;

/** What {@code init} learned. */
record InitAnswers(String issuer, Optional<Ldap> directory, String service) {

  /** A directory and the account that reads it. */
  record Ldap(String url, String base, String dn, Secret password) {}

  static InitAnswers ask(Questions questions) {
    var issuer =
        questions.ask(
            "Issuer (public URL of the token service)", "https://localhost:9443", IssuerUrl::parse);
    return new InitAnswers(
        issuer.value(),
        directory(questions),
        questions
            .ask("First service", "http://127.0.0.1:8080", ServiceUrl::parse)
            .uri()
            .toString());
  }

  private static Optional<Ldap> directory(Questions questions) {
    var url =
        questions.ask(
            "LDAP server, such as ldaps://ldap.example.com; `embedded` for none",
            "embedded",
            InitAnswers::server);
    if (url.equals("embedded")) {
      return Optional.empty();
    }
    var base = questions.ask("Base DN", "dc=example,dc=com", Dn::parse).text();
    var dn = questions.ask("DN of an account that may read", "cn=gatehouse," + base, Dn::parse);
    return Optional.of(new Ldap(url, base, dn.text(), questions.secret("Its password")));
  }

  private static Parsed<String> server(String text) {
    return text.equals("embedded")
        ? Parsed.good(text)
        : LdapUrl.parse(text)
            .then(url ->
                url.tls()
                    ? Parsed.good(text)
                    : Parsed.bad("Use ldaps://; ldap:// would send passwords in clear."));
  }

  /** A file that is complete, short and commented where the next change comes. */
  String yaml() {
    return """
    # yaml-language-server: $schema=./gatehouse.schema.json
    # Every key is explained in docs/configuration.md.
    gatehouse: 1
    listen:    { https: 127.0.0.1:8443 }   # beyond this machine: { https: 8443, tls: { cert: file:tls.crt, key: file:tls.key } }
    secrets:   { kek: file:kek.key }
    %ssts:
      listen:    { https: 127.0.0.1:9443 }
      issuer:    %s
      scopes:    { app.read: {}, app.write: {} }
      resources: { app: { uri: "https://localhost:8443", scopes: [app.read, app.write] } }
    services:
      app:       { endpoints: ["%s"] }
    credentials:
      sso:       { oidc: "%s" }
      partner:   { api_key: {} }
      signed:    { signature: {} }
    limits:
      usual:     { rate: 100/min, burst: 20 }
    routes:
      - from: /**
        to: app
        accept: [sso, partner, signed]
        allow:                              # in order; no match is a refusal
          - { name: read,  methods: [GET, HEAD], when: '"app.read" in caller.scopes' }
          - { name: write, methods: [POST, PUT, PATCH, DELETE], when: '"app.write" in caller.scopes' }
        limit: usual
    """
        .formatted(directory.map(InitAnswers::directoryLine).orElse(""), issuer, service, issuer);
  }

  private static String directoryLine(Ldap ldap) {
    return """
    directory:
      ldap: ["%s"]
      base: "%s"
      bind: { dn: "%s", password: file:ldap.pw }
    """
        .formatted(ldap.url(), ldap.base(), ldap.dn());
  }
}
