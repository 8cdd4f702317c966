package io.gatehouse.sts.issue;

import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.Secret;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.sts.oauth.Lifetimes;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.sts.oauth.SignIn;
import io.gatehouse.tokens.jwt.Base64Url;
import io.gatehouse.tokens.jwt.Claims;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.jwt.JwtSigner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The only mint. Every grant comes through here, so the last look at the subject is here, too. */
public final class TokenIssuer {
  /** Our own claim of access tokens: what userinfo shows beside what the scopes show. */
  public static final String USERINFO_CLAIMS = "userinfo_claims";

  private final Standing standing;
  private final Terms terms;
  private final TokenKeys keys;
  private final RefreshFamilies families;

  public TokenIssuer(Standing standing, Terms terms, TokenKeys keys, RefreshFamilies families) {
    this.standing = standing;
    this.terms = terms;
    this.keys = keys;
    this.families = families;
  }

  /** By whose name, with which scopes, for how long tokens are issued. */
  public record Terms(
      Issuer issuer, ScopeCatalog scopes, Lifetimes lifetimes, InstantSource clock) {}

  public Checked<Issued> issue(Approval approval) {
    return standing
        .client(approval.client())
        .then(client ->
            approval
                .signIn()
                .map(signIn -> forPerson(approval, signIn))
                .orElseGet(() -> Checked.passed(forClient(approval))));
  }

  /** A person as tokens tell of them. */
  private record Subject(SignIn signIn, Owner owner) {}

  private Checked<Issued> forPerson(Approval approval, SignIn signIn) {
    return standing
        .person(signIn)
        .then(owner -> forPerson(approval, signIn, owner))
        .then(issued -> notTakenBack(approval, issued));
  }

  private Checked<Issued> forPerson(Approval approval, SignIn signIn, Owner owner) {
    Set<String> scopes = terms.scopes().given(approval.scopes(), owner.groups());
    if (scopes.isEmpty()) {
      return Checked.refused(Refusal.invalidGrant("the person's groups give none of the scopes"));
    }
    Instant now = terms.clock().instant();
    String access =
        sign(
            JwsAlgorithm.ES256,
            "at+jwt",
            about(
                signIn,
                shownLater(approval, accessClaims(approval, signIn.owner().value(), scopes, now))));
    Optional<Secret> idToken =
        scopes.contains(ScopeCatalog.OPENID)
            ? Optional.of(Secret.ofText(idToken(approval, new Subject(signIn, owner), access, now)))
            : Optional.empty();
    return Checked.passed(
        new Issued(
            signIn.owner().value(),
            Secret.ofText(access),
            lifetime(approval, now),
            scopes,
            idToken,
            refreshToken(approval, signIn, scopes),
            approval.binding()));
  }

  /** A code can be replayed while its first redemption is still on the way through here. */
  private Checked<Issued> notTakenBack(Approval approval, Issued issued) {
    return standing.isRevoked(LedgerSubject.Kind.TOKEN, approval.grantId())
            || standing.isRevoked(LedgerSubject.Kind.REFRESH_FAMILY, approval.grantId())
        ? Checked.refused(Refusal.invalidGrant("the grant was taken back meanwhile"))
        : Checked.passed(issued);
  }

  private Optional<Secret> refreshToken(Approval approval, SignIn signIn, Set<String> scopes) {
    return switch (approval.refresh()) {
      case Approval.Refresh.None() -> Optional.empty();
      case Approval.Refresh.Successor(var token) -> Optional.of(token);
      case Approval.Refresh.Begin() ->
          scopes.contains(ScopeCatalog.OFFLINE_ACCESS)
              ? Optional.of(families.begin(approval, signIn))
              : Optional.empty();
    };
  }

  private Issued forClient(Approval approval) {
    String subject = approval.client().clientId();
    Instant now = terms.clock().instant();
    var claims = accessClaims(approval, subject, approval.scopes(), now).methods(List.of("client"));
    return new Issued(
        subject,
        Secret.ofText(sign(JwsAlgorithm.ES256, "at+jwt", claims)),
        lifetime(approval, now),
        approval.scopes(),
        Optional.empty(),
        Optional.empty(),
        approval.binding());
  }

  /** RFC 9068 §2.2. */
  private Claims.Builder accessClaims(
      Approval approval, String subject, Set<String> scopes, Instant now) {
    var claims = Claims.builder();
    approval.binding().ifPresent(key -> HolderBinding.write(key, claims));
    approval.extent().act().ifPresent(actors -> claims.put("act", actors));
    return claims
        .issuer(terms.issuer().value())
        .subject(subject)
        // A token that is for no resource is for our own userinfo endpoint.
        .audience(approval.resource().orElse(terms.issuer().value()))
        .clientId(approval.client().clientId())
        .issuedAt(now)
        .expiresAt(now.plus(lifetime(approval, now)))
        .id(approval.tokenId())
        .scopes(scopes);
  }

  private Duration lifetime(Approval approval, Instant now) {
    var usual = terms.lifetimes().accessToken();
    return approval
        .extent()
        .latest()
        .map(latest -> Duration.between(now, latest))
        .filter(shorter -> shorter.compareTo(usual) < 0)
        .orElse(usual);
  }

  /** Names only: what userinfo shows is read from the directory when it is asked. */
  private static Claims.Builder shownLater(Approval approval, Claims.Builder claims) {
    var named = approval.claims().userinfo();
    return named.isEmpty()
        ? claims
        : claims.texts(USERINFO_CLAIMS, named.stream().sorted().toList());
  }

  private static Claims.Builder about(SignIn signIn, Claims.Builder claims) {
    claims.authTime(signIn.time()).contextClass(signIn.contextClass()).methods(signIn.methods());
    return signIn.session().equals(SignIn.NO_SESSION) ? claims : claims.session(signIn.session());
  }

  /** OpenID Connect Core §2. */
  private String idToken(Approval approval, Subject subject, String access, Instant now) {
    String clientId = approval.client().clientId();
    var algorithm = approval.client().metadata().idTokenAlgorithm().signs();
    var claims =
        Claims.builder()
            .issuer(terms.issuer().value())
            .subject(subject.signIn.owner().value())
            .audience(clientId)
            .text("azp", clientId)
            .issuedAt(now)
            .expiresAt(now.plus(terms.lifetimes().idToken()))
            .text("at_hash", leftHalf(access, algorithm));
    approval.nonce().ifPresent(nonce -> claims.text("nonce", nonce));
    // §5.4: with an access token the scopes show at userinfo; here only what was named.
    PersonClaims.shown(subject.owner, Set.of(), approval.claims().idToken()).forEach(claims::put);
    return sign(algorithm, "JWT", about(subject.signIn, claims));
  }

  /** OpenID Connect Core §3.1.3.6: by the hash of the algorithm; Ed25519 has SHA-512 inside. */
  private static String leftHalf(String access, JwsAlgorithm algorithm) {
    return algorithm == JwsAlgorithm.EDDSA
        ? Base64Url.encode(Arrays.copyOf(Fingerprint.sha512(access), 32))
        : Base64Url.encode(Arrays.copyOf(Fingerprint.sha256(access), 16));
  }

  private String sign(JwsAlgorithm algorithm, String type, Claims.Builder claims) {
    return new JwtSigner(keys.active(algorithm), type).sign(claims.build());
  }
}
