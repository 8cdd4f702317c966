package io.gatehouse.ldap.people;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import io.gatehouse.ldap.connection.Link;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two shapes of search: a few entries, or all of them page by page. */
public final class Searches {
  private static final int PAGE = 500;
  private static final String[] STRINGS = {};

  private Searches() {}

  /** At most so many entries; more on the server are left there. */
  public static List<SearchResultEntry> few(Link link, Question question, int atMost)
      throws LDAPException {
    var request = request(question);
    request.setSizeLimit(atMost);
    try {
      return link.connection().search(request).getSearchEntries();
    } catch (LDAPSearchException e) {
      if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
        return e.getSearchEntries();
      }
      throw e;
    }
  }

  /** Every entry, in pages of 500 (RFC 2696). */
  public static List<SearchResultEntry> all(Link link, Question question) throws LDAPException {
    var found = new ArrayList<SearchResultEntry>();
    @Nullable ASN1OctetString cookie = null;
    do {
      var request = request(question);
      request.addControl(new SimplePagedResultsControl(PAGE, cookie, false));
      var page = link.connection().search(request);
      found.addAll(page.getSearchEntries());
      cookie = next(page);
    } while (cookie != null);
    return found;
  }

  static List<String> changes(Link link, Dialect dialect, DN below) throws LDAPException {
    var question =
        new Question(
            below.toString(),
            Filter.createPresenceFilter(dialect.changed()),
            List.of(dialect.changed()));
    return all(link, question).stream()
        .flatMap(entry -> AttributeText.first(entry, dialect.changed()).stream())
        .toList();
  }

  private static @Nullable ASN1OctetString next(SearchResult page) throws LDAPException {
    var control = SimplePagedResultsControl.get(page);
    return control != null && control.moreResultsToReturn() ? control.getCookie() : null;
  }

  private static SearchRequest request(Question question) {
    var request =
        new SearchRequest(
            question.below(),
            SearchScope.SUB,
            question.filter(),
            question.attributes().toArray(STRINGS));
    request.setFollowReferrals(false);
    return request;
  }

  /** What is looked for, where, and which attributes are wanted. */
  public record Question(String below, Filter filter, List<String> attributes) {}
}
