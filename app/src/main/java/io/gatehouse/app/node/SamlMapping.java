package io.gatehouse.app.node;

import io.gatehouse.app.cli.Exit;
import io.gatehouse.app.cli.Stop;
import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.Credential;
import io.gatehouse.gateway.authenticate.AssertionHolders;
import io.gatehouse.gateway.authenticate.SamlAuthenticator;
import io.gatehouse.gateway.authenticate.SeenTokens;
import io.gatehouse.gateway.authenticate.TrustedAssertions;
import io.gatehouse.gateway.authenticate.TrustedIssuer;
import io.gatehouse.gateway.route.RoutingPlan.CredentialEntry;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.tokens.saml.AssertionPolicy;
import io.gatehouse.tokens.saml.AssertionVerifier;
import io.gatehouse.tokens.saml.IssuerKeys;
import io.gatehouse.tokens.saml.OpenSaml;
import io.gatehouse.tokens.saml.VerifiedAssertion;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** An authenticator for each issuer of assertions. */
final class SamlMapping {
  private static final long MOST_ASSERTIONS = 10_000;

  private final Configuration configuration;
  private final IssuerPart issuer;
  private final AssertionHolders holders;
  private final Tools tools;
  private final SeenTokens<VerifiedAssertion> seen;

  /** What verification is done with. */
  record Tools(Supplier<OpenSaml> library, Ambient ambient) {}

  SamlMapping(
      Configuration configuration, IssuerPart issuer, AssertionHolders holders, Tools tools) {
    this.configuration = configuration;
    this.issuer = issuer;
    this.holders = holders;
    this.tools = tools;
    var ambient = tools.ambient();
    this.seen =
        new SeenTokens<>(
            ambient.clock(), ambient.nanos(), MOST_ASSERTIONS, VerifiedAssertion::expiresAt);
    issuer.ledger().subscribe(seen::hear);
  }

  CredentialEntry entry(String name, Credential.Saml written) {
    var authenticator =
        new SamlAuthenticator(
            trusted(written),
            new AssertionVerifier(tools.library(), tools.ambient().clock()),
            holders,
            seen);
    return new CredentialEntry(
        name, CredentialKind.SAML, authenticator, authenticator::recognises, false);
  }

  private TrustedAssertions trusted(Credential.Saml written) {
    return new TrustedAssertions(
        policy(written),
        configuration.isOwn(written),
        written.match().map(m -> new TrustedAssertions.Match(m.claim(), m.attribute())),
        scopes(written),
        written.once());
  }

  private AssertionPolicy policy(Credential.Saml written) {
    var policy =
        configuration.isOwn(written)
            ? AssertionPolicy.expect(ownName(), ownKeys())
            : AssertionPolicy.expect(written.issuer().orElseThrow(), foreignKeys(written))
                .forAudience(written.audience().orElseThrow());
    var living = policy.livingAtMost(written.maxLifetime());
    return written.recipient().map(living::deliveredTo).orElse(living);
  }

  private String ownName() {
    return configuration.localSts().orElseThrow().issuer().value();
  }

  /** Our own issuer is met in process: a key counts as long as it is published. */
  private IssuerKeys ownKeys() {
    return _ ->
        issuer.signingKeys().published().stream().map(k -> k.verifying().publicKey()).toList();
  }

  private IssuerKeys foreignKeys(Credential.Saml written) {
    return switch (new SamlTrust(tools.ambient().clock().instant()).keysOf(written)) {
      case SamlTrust.Answer.Keys(var keys) -> keys;
      case SamlTrust.Answer.Unusable(_, var at, var found) ->
          throw new Stop(Exit.BAD_INPUT, at + ": found " + found + ".");
    };
  }

  private TrustedAssertions.Scopes scopes(Credential.Saml written) {
    Optional<TrustedAssertions.Scopes> table =
        written
            .scopes()
            .map(t ->
                new TrustedAssertions.Scopes.Translated(
                    new TrustedIssuer.ClaimTable(t.claim(), t.values())));
    return table.orElseGet(() -> new TrustedAssertions.Scopes.OfGroups(this::given));
  }

  private Set<String> given(Set<String> groups) {
    var catalog = issuer.scopes();
    return catalog.given(ScopeCatalog.ofResources(catalog.all()), groups);
  }
}
