package io.gatehouse.app.node;

import io.gatehouse.app.cli.Exit;
import io.gatehouse.app.cli.Stop;
import io.gatehouse.app.config.AssertionIssuer;
import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Credential;
import io.gatehouse.app.config.OidcLogin;
import io.gatehouse.app.config.Opaque;
import io.gatehouse.app.config.Sts.Local;
import io.gatehouse.identity.OwnerFinder;
import io.gatehouse.sts.AssertionIssuers;
import io.gatehouse.sts.token.assertion.AssertionTerms;
import io.gatehouse.sts.token.jwtbearer.JwtIssuer;
import io.gatehouse.sts.token.samlbearer.SamlIssuer;
import io.gatehouse.tokens.saml.IssuerKeys;
import io.gatehouse.tokens.saml.OpenSaml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;

/** The issuers whose assertions are taken for tokens: known as the gateway knows them. */
final class AssertionMapping {
  private final Configuration configuration;
  private final RemoteIssuers remote;
  private final Instant now;

  AssertionMapping(Configuration configuration, RemoteIssuers remote, Instant now) {
    this.configuration = configuration;
    this.remote = remote;
    this.now = now;
  }

  AssertionIssuers issuers(Local written, OwnerFinder people, Supplier<OpenSaml> library) {
    var jwt = new ArrayList<JwtIssuer>();
    var saml = new ArrayList<SamlIssuer>();
    for (var issuer : written.assertions().values()) {
      switch (Optional.ofNullable(configuration.credentials().get(issuer.credential()))
          .orElseThrow()) {
        case Credential.Oidc oidc ->
            jwt.add(
                new JwtIssuer(
                    oidc.issuer().value(), remote.keysOf(oidc), terms(issuer, oidc.match())));
        case Credential.Saml assertion ->
            saml.add(
                new SamlIssuer(
                    assertion.issuer().orElseThrow(),
                    keys(assertion),
                    terms(issuer, assertion.match())));
        case Credential.ApiKey _,
            Credential.Signature _,
            Credential.Sigv4 _,
            Credential.Basic _,
            Credential.X509 _,
            OidcLogin _,
            Opaque _ ->
            throw new IllegalStateException("refused when the file is read");
      }
    }
    return new AssertionIssuers(jwt, saml, people, library);
  }

  private IssuerKeys keys(Credential.Saml written) {
    return switch (new SamlTrust(now).keysOf(written)) {
      case SamlTrust.Answer.Keys(var keys) -> keys;
      case SamlTrust.Answer.Unusable(_, var at, var found) ->
          throw new Stop(Exit.BAD_INPUT, at + ": found " + found + ".");
    };
  }

  private static AssertionTerms terms(AssertionIssuer written, Optional<Credential.Match> match) {
    return new AssertionTerms(
        written.clients(),
        written.scopes(),
        match.map(m -> new AssertionTerms.Match(m.claim(), m.attribute())),
        written.maxLifetime());
  }
}
