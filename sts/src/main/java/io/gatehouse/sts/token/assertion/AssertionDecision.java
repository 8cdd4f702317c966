package io.gatehouse.sts.token.assertion;

import io.gatehouse.identity.EntryUuid;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.OwnerFinder;
import io.gatehouse.sts.client.OnceOnly;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.issue.Approval;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.oauth.Resource;
import io.gatehouse.sts.oauth.ResourceCatalog;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.sts.oauth.SignIn;
import io.gatehouse.sts.token.TokenRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Decides what a client gets for an assertion that verified. May block. */
public final class AssertionDecision {
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final OwnerFinder people;
  private final ResourceCatalog resources;
  private final OnceOnly once;
  private final RandomText random;

  public AssertionDecision(
      OwnerFinder people, ResourceCatalog resources, OnceOnly once, RandomText random) {
    this.people = people;
    this.resources = resources;
    this.once = once;
    this.random = random;
  }

  /** Whether the client may bring assertions of this issuer at all. */
  public static Checked<AssertionTerms> admit(AssertionTerms terms, RegisteredClient client) {
    // RFC 7523 §3.1: an assertion that anybody may bring is a password on the loose.
    return !client.metadata().isPublic() && terms.clients().contains(client.clientId())
        ? Checked.passed(terms)
        : Checked.refused(
            Refusal.of(
                OAuthError.UNAUTHORIZED_CLIENT,
                "This client may not bring assertions of that issuer."));
  }

  /** A part of the answer: what is asked for can be had. */
  private record Wanted(Set<String> scopes, Optional<Resource> resource) {}

  public Checked<Approval> decide(TokenRequest request, AssertionTerms terms, Asserted asserted) {
    return wanted(request, terms)
        .then(wanted ->
            person(terms, asserted)
                .then(person -> first(asserted).map(is -> person))
                .map(person -> approval(request, wanted, signIn(person, asserted), asserted)));
  }

  private Checked<Wanted> wanted(TokenRequest request, AssertionTerms terms) {
    var possible = new HashSet<>(terms.scopes());
    possible.retainAll(request.client().metadata().scopes());
    var most = ScopeCatalog.ofResources(possible);
    var scopes = request.scopes().orElse(most);
    if (scopes.isEmpty() || !most.containsAll(scopes)) {
      return Checked.refused(
          Refusal.of(OAuthError.INVALID_SCOPE, "The assertion does not give these scopes."));
    }
    return switch (resources.select(request.form().all("resource"), scopes)) {
      case ResourceCatalog.Selection.Refused(var refusal) -> Checked.refused(refusal);
      case ResourceCatalog.Selection.Chosen(var resource) ->
          Checked.passed(new Wanted(scopes, resource));
    };
  }

  private Checked<EntryUuid> person(AssertionTerms terms, Asserted asserted) {
    var found =
        asserted
            .person()
            .flatMap(value ->
                terms
                    .match()
                    .map(match -> people.byAttribute(match.attribute(), value).map(Owner::id))
                    .orElseGet(() -> EntryUuid.parse(value).flatMap(people::byId).map(Owner::id)));
    return Checked.present(
        found, Refusal.invalidGrant("the assertion does not lead to exactly one person"));
  }

  /** Last of all, so that what is refused for another reason is not used up. */
  private Checked<Boolean> first(Asserted asserted) {
    var span = new OnceOnly.Span(asserted.made(), asserted.until().plus(SKEW), random.id());
    return once.isFirst("assertion:" + asserted.issuer(), asserted.id(), span)
        ? Checked.passed(true)
        : Checked.refused(Refusal.invalidGrant("the assertion was used before"));
  }

  private static SignIn signIn(EntryUuid person, Asserted asserted) {
    return new SignIn(
        person,
        SignIn.NO_SESSION,
        asserted.signedIn().orElse(asserted.made()),
        SignIn.ASSERTED_CLASS,
        java.util.List.of(asserted.method()));
  }

  /** RFC 7521 §4.1: no refresh token, and no token that lives longer than what it came from. */
  private Approval approval(TokenRequest request, Wanted wanted, SignIn signIn, Asserted asserted) {
    var id = random.id();
    return new Approval(
            request.client(),
            id,
            id,
            wanted.scopes,
            wanted.resource.map(Resource::uri),
            Optional.of(signIn),
            Optional.empty(),
            request.binding(),
            new Approval.Refresh.None())
        .within(new Approval.Extent(Optional.of(asserted.until()), Optional.empty()));
  }
}
