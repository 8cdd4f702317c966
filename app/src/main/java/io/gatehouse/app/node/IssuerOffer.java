package io.gatehouse.app.node;

import io.gatehouse.app.config.Sts.Exchange;
import io.gatehouse.app.config.Sts.Local;
import io.gatehouse.app.config.Sts.Registration;
import io.gatehouse.sts.Sts;
import io.gatehouse.sts.keys.KeyIntervals;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.sts.oauth.Lifetimes;
import io.gatehouse.sts.oauth.Resource;
import io.gatehouse.sts.oauth.ResourceCatalog;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.sts.registration.RegistrationPolicy;
import io.gatehouse.sts.token.tokenexchange.ExchangeRule;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the issuer offers, as the configuration file says it. */
final class IssuerOffer {
  /** What `saml issue` gives at most. */
  private static final Duration LONGEST_ASSERTION = Duration.ofMinutes(10);

  private IssuerOffer() {}

  static Sts.Offer of(Local written, ScopeCatalog scopes) {
    return new Sts.Offer(
        new Issuer(written.issuer().value()),
        atCertificates(written),
        scopes,
        resources(written),
        lifetimes(written),
        written.registration().map(IssuerOffer::registration),
        written.exchange().values().stream().map(IssuerOffer::exchange).toList());
  }

  static Lifetimes lifetimes(Local written) {
    var usual = Lifetimes.USUAL;
    var chosen = written.lifetimes();
    return new Lifetimes(
        chosen.code(),
        usual.codeRepeat(),
        chosen.accessToken(),
        chosen.idToken(),
        chosen.refreshIdle(),
        chosen.refresh(),
        usual.refreshRepeat(),
        chosen.sessionIdle(),
        chosen.session(),
        usual.transaction());
  }

  /** As long as copies are kept, and as long as anything that was signed lives. */
  static KeyIntervals keyIntervals(Local written) {
    var longest =
        Stream.concat(
                Stream.of(
                    LONGEST_ASSERTION,
                    written.lifetimes().accessToken(),
                    written.lifetimes().idToken()),
                written.exchange().values().stream().map(Exchange::lifetime))
            .max(Duration::compareTo)
            .orElseThrow();
    var keys = written.signingKeys();
    return KeyIntervals.derivedFrom(keys.cachedFor(), longest).rotatingEvery(keys.rotateEvery());
  }

  /** The issuer's own name at the port of the listener that asks for certificates. */
  private static Optional<Issuer> atCertificates(Local written) {
    var issuer = URI.create(written.issuer().value());
    return written
        .listen()
        .mtls()
        .map(mtls ->
            new Issuer(
                "https://%s:%d%s"
                    .formatted(issuer.getHost(), mtls.https().port(), issuer.getRawPath())));
  }

  static ScopeCatalog scopes(Local written) {
    return new ScopeCatalog(
        written.scopes().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, scope -> scope.getValue().groups())),
        written.scopes().entrySet().stream()
            .filter(scope -> scope.getValue().description().isPresent())
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, scope -> scope.getValue().description().orElseThrow())));
  }

  private static ResourceCatalog resources(Local written) {
    return new ResourceCatalog(
        written.resources().entrySet().stream()
            .map(r -> new Resource(r.getKey(), r.getValue().uri().value(), r.getValue().scopes()))
            .toList());
  }

  private static RegistrationPolicy registration(Registration written) {
    return new RegistrationPolicy(
        written.open(),
        written.scopes().isEmpty() ? ScopeCatalog.STANDARD : written.scopes(),
        written.grants().stream()
            .map(grant -> GrantType.valueOf(grant.name()))
            .collect(Collectors.toUnmodifiableSet()),
        written.requirePkce());
  }

  private static ExchangeRule exchange(Exchange written) {
    return new ExchangeRule(
        written.actors(),
        written.subjects().stream()
            .map(subject -> ExchangeRule.SubjectKind.valueOf(subject.name()))
            .collect(Collectors.toUnmodifiableSet()),
        written.audience(),
        written.scopes(),
        written.delegation(),
        written.depth(),
        written.lifetime());
  }
}
