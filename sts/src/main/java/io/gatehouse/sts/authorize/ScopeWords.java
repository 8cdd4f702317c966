package io.gatehouse.sts.authorize;

import io.gatehouse.sts.consent.Consent;
import io.gatehouse.sts.issue.PersonClaims;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.sts.pages.Language;
import io.gatehouse.sts.pages.Pages;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What people read of scopes when they are asked to allow them. */
public final class ScopeWords {
  private final Pages pages;
  private final ScopeCatalog catalog;

  public ScopeWords(Pages pages, ScopeCatalog catalog) {
    this.pages = pages;
    this.catalog = catalog;
  }

  /** A sentence for each. */
  public List<String> sentences(Set<String> scopes, Language language) {
    return new TreeSet<>(scopes).stream().map(scope -> sentence(scope, language)).toList();
  }

  /** A claim that is asked for by name is told of as the scope that shows it. */
  List<String> sentences(Consent.Extent asked, Language language) {
    var all = new TreeSet<>(asked.scopes());
    asked.claims().forEach(claim -> PersonClaims.scopeOf(claim).ifPresent(all::add));
    return sentences(all, language);
  }

  private String sentence(String scope, Language language) {
    return pages
        .find("scope." + scope, language)
        .or(() -> catalog.description(scope))
        .orElse(scope);
  }
}
