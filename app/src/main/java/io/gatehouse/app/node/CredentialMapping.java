package io.gatehouse.app.node;

import io.gatehouse.apikey.ApiKeyAuthenticator;
import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Credential;
import io.gatehouse.app.config.OidcLogin;
import io.gatehouse.app.config.Opaque;
import io.gatehouse.gateway.authenticate.AssertionHolders;
import io.gatehouse.gateway.authenticate.BasicAuthenticator;
import io.gatehouse.gateway.authenticate.JwtAuthenticator;
import io.gatehouse.gateway.authenticate.MatchedOwners;
import io.gatehouse.gateway.authenticate.SeenTokens;
import io.gatehouse.gateway.authenticate.TokenHolders;
import io.gatehouse.gateway.authenticate.TrustedIssuer;
import io.gatehouse.gateway.route.RoutingPlan.CredentialEntry;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.ReplayGuard;
import io.gatehouse.identity.SecondFactors;
import io.gatehouse.signing.verifying.SigV4Authenticator;
import io.gatehouse.signing.verifying.SigV4Policy;
import io.gatehouse.signing.verifying.SignatureAuthenticator;
import io.gatehouse.signing.verifying.SignaturePolicy;
import io.gatehouse.tokens.jwt.JwtPolicy;
import io.gatehouse.tokens.jwt.JwtVerifier;
import io.gatehouse.tokens.jwt.KeySet;
import io.gatehouse.tokens.jwt.KeySource;
import io.gatehouse.tokens.jwt.SigningKey;
import io.gatehouse.tokens.jwt.VerifiedJwt;
import io.gatehouse.tokens.saml.OpenSaml;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** An authenticator for each credential of the configuration. */
final class CredentialMapping {
  private static final long MOST_TOKENS = 20_000;

  private final Configuration configuration;
  private final IssuerPart issuer;
  private final Outside outside;
  private final Ambient ambient;
  private final TokenHolders holders;
  private final SeenTokens<VerifiedJwt> seen;
  private final SamlMapping assertions;

  /**
   * What verification leans on.
   *
   * @param saml takes long when it is asked for first
   * @param slowSignatures whether public-key signatures belong on the CPU pool here
   */
  record Outside(
      DirectoryPart directory,
      SecondFactors secondFactors,
      ReplayGuard replays,
      RemoteIssuers remoteIssuers,
      CertificatePart certificates,
      LoginMapping logins,
      Supplier<OpenSaml> saml,
      boolean slowSignatures) {}

  CredentialMapping(
      Configuration configuration, IssuerPart issuer, Outside outside, Ambient ambient) {
    this.configuration = configuration;
    this.issuer = issuer;
    this.outside = outside;
    this.ambient = ambient;
    var matched = new MatchedOwners(outside.directory().directory().people(), ambient.nanos());
    this.holders =
        new TokenHolders(
            issuer.owners(), matched, new LedgerClientOwners(issuer.ledger()), issuer.ledger());
    this.seen =
        new SeenTokens<>(ambient.clock(), ambient.nanos(), MOST_TOKENS, VerifiedJwt::expiresAt);
    issuer.ledger().subscribe(seen::hear);
    this.assertions =
        new SamlMapping(
            configuration,
            issuer,
            new AssertionHolders(issuer.owners(), matched, outside.replays()),
            new SamlMapping.Tools(outside.saml(), ambient));
  }

  Map<String, CredentialEntry> entries() {
    var entries = new LinkedHashMap<String, CredentialEntry>();
    configuration.credentials().forEach((name, written) -> entries.put(name, entry(name, written)));
    return entries;
  }

  private CredentialEntry entry(String name, Credential written) {
    return switch (written) {
      case Credential.Oidc oidc -> jwt(name, oidc);
      case Credential.ApiKey _ ->
          CredentialEntry.of(
              name, CredentialKind.API_KEY, new ApiKeyAuthenticator(keys(), ambient.clock()));
      case Credential.Signature signature ->
          CredentialEntry.of(
              name,
              CredentialKind.SIGNATURE,
              new SignatureAuthenticator(
                  signers(),
                  new SignaturePolicy(
                      SignaturePolicy.STRICT.cover(), signature.maxAge(), Optional.empty()),
                  ambient.clock()));
      case Credential.Sigv4 sigv4 ->
          CredentialEntry.of(
              name,
              CredentialKind.SIGV4,
              new SigV4Authenticator(
                  signers(),
                  SigV4Policy.strict(sigv4.region(), sigv4.service()).within(sigv4.maxAge()),
                  ambient.clock()));
      case Credential.Basic _ ->
          CredentialEntry.of(
              name,
              CredentialKind.BASIC,
              new BasicAuthenticator(
                  outside.directory().directory().passwords(),
                  outside.secondFactors(),
                  ambient.clock()));
      case Credential.X509 x509 -> outside.certificates().entry(name, x509);
      case Credential.Saml saml -> assertions.entry(name, saml);
      case OidcLogin login -> outside.logins().login(name, login, trusted(login.tokens()), holders);
      case Opaque opaque ->
          outside.logins().opaque(name, opaque, trusted(opaque.tokens()), holders);
    };
  }

  private CredentialEntry jwt(String name, Credential.Oidc written) {
    var authenticator =
        new JwtAuthenticator(trusted(written), new JwtVerifier(ambient.clock()), holders, seen);
    return new CredentialEntry(
        name, CredentialKind.JWT, authenticator, authenticator::recognises, false);
  }

  private TrustedIssuer trusted(Credential.Oidc written) {
    return configuration.isOwn(written.issuer()) ? ours() : foreign(written);
  }

  /** An issuer of this process is met in process. */
  private TrustedIssuer ours() {
    return TrustedIssuer.ours(
        configuration.localSts().orElseThrow().issuer().value(),
        KeySource.local(() ->
            KeySet.of(
                issuer.signingKeys().published().stream().map(SigningKey::verifying).toList())),
        outside.slowSignatures());
  }

  private TrustedIssuer foreign(Credential.Oidc written) {
    var name = written.issuer().value();
    return new TrustedIssuer(
        name,
        outside.remoteIssuers().keysOf(written),
        JwtPolicy.expect(name, written.audience().orElseThrow())
            .typedOrUntyped("at+jwt", "application/at+jwt", "jwt"),
        false,
        owners(written),
        written.groups().map(CredentialMapping::table),
        new TrustedIssuer.Scopes.Translated(written.scopes().map(CredentialMapping::table)),
        outside.slowSignatures());
  }

  private static TrustedIssuer.Owners owners(Credential.Oidc written) {
    return switch (written.owner()) {
      case DIRECTORY ->
          written
              .match()
              .<TrustedIssuer.Owners>map(
                  m -> new TrustedIssuer.Owners.ByMatch(m.claim(), m.attribute()))
              .orElseThrow();
      case ISSUER -> new TrustedIssuer.Owners.ByIssuer();
    };
  }

  private static TrustedIssuer.ClaimTable table(Credential.ClaimTable written) {
    return new TrustedIssuer.ClaimTable(written.claim(), written.values());
  }

  private io.gatehouse.apikey.Registers keys() {
    return new io.gatehouse.apikey.Registers(
        issuer.ledger(), issuer.owners(), issuer.peppers(), issuer.ledger());
  }

  private io.gatehouse.signing.verifying.Registers signers() {
    return new io.gatehouse.signing.verifying.Registers(
        issuer.ledger(), issuer.owners(), outside.replays(), issuer.ledger());
  }
}
