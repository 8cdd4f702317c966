package io.gatehouse.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import io.gatehouse.ldap.settings.DirectorySettings;
import io.gatehouse.ldap.settings.DirectorySettings.Reading;
import io.gatehouse.ldap.settings.DirectorySettings.Transport;
import io.gatehouse.ldap.settings.DirectorySettings.Tree;
import io.gatehouse.ldap.settings.Flavour;
import io.gatehouse.ldap.settings.LdapUrl;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Groups as Active Directory gives them: nesting resolved there, the primary group left out. */
final class ActiveDirectoryTest {
  private static final String BASE = "dc=example,dc=org";
  private static final String DOMAIN = "010500000000000515000000010000000200000003000000";

  /** What a domain controller answers for {@code member} in a chain, by the member. */
  private static final Map<String, List<String>> CHAINS =
      Map.of(
          "cn=Bob,ou=people," + BASE, List.of("orders-read", "everybody-who-reads"),
          "cn=Sales,ou=groups," + BASE, List.of("everybody-who-sells"),
          "cn=Eve,ou=people," + BASE, List.of("orders-read"));

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private InMemoryDirectoryServer server;
  private Opened opened;

  @BeforeEach
  void start() throws Exception {
    var config = new InMemoryDirectoryServerConfig(BASE);
    config.setSchema(null);
    var reader = TestDirectory.reader();
    config.addAdditionalBindCredentials(reader.dn(), reader.password().exposeText());
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPSConfig(
            "dc",
            InetAddress.getLoopbackAddress(),
            0,
            Certificates.server("srv").getServerSocketFactory(),
            Certificates.client().getSocketFactory()));
    config.addInMemoryOperationInterceptor(new Recorded());
    server = new InMemoryDirectoryServer(config);
    entries();
    server.startListening();
    opened =
        Opened.with(
            new DirectorySettings(
                List.of(new LdapUrl(true, "127.0.0.1", server.getListenPort())),
                Transport.ldaps(Certificates.client()),
                Tree.below(BASE),
                reader,
                new Reading(Flavour.ACTIVE_DIRECTORY, List.of()),
                Optional.empty()));
  }

  @AfterEach
  void stop() {
    opened.close();
    server.shutDown(true);
  }

  private void entries() throws LDAPException {
    server.add(new Entry(BASE, new Attribute("objectClass", "domain")));
    for (var unit : List.of("people", "groups", "users")) {
      server.add(
          new Entry("ou=" + unit + "," + BASE, new Attribute("objectClass", "organizationalUnit")));
    }
    for (var group : List.of("orders-read", "everybody-who-reads", "everybody-who-sells")) {
      add("cn=" + group + ",ou=groups", "group", 2000 + group.length());
    }
    add("cn=Sales,ou=groups", "group", 1105);
    add("cn=Domain Users,ou=users", "group", 513);
    add("cn=Bob,ou=people", "user", 1104, new Attribute("primaryGroupID", "1105"));
    add("cn=Eve,ou=people", "user", 1106, new Attribute("primaryGroupID", "513"));
  }

  private void add(String name, String kind, int number, Attribute... more) throws LDAPException {
    var last = HexFormat.of().toHexDigits(Integer.reverseBytes(number));
    var all =
        new ArrayList<>(
            List.of(
                new Attribute("objectClass", kind),
                new Attribute("objectCategory", kind.equals("user") ? "person" : kind),
                new Attribute("sAMAccountName", name.replaceFirst("cn=([^,]*),.*", "$1")),
                new Attribute("objectSid", HexFormat.of().parseHex(DOMAIN + last)),
                new Attribute("objectGUID", HexFormat.of().parseHex(last.repeat(4)))));
    all.addAll(List.of(more));
    server.add(new Entry(name + "," + BASE, all));
  }

  @Test
  void thePrimaryGroupAndThoseAboveItCountToo() {
    var bob = opened.directory().people().byLoginName("bob").orElseThrow();
    assertThat(bob.groups())
        .containsExactlyInAnyOrder(
            "orders-read", "everybody-who-reads", "Sales", "everybody-who-sells");
  }

  @Test
  void aPrimaryGroupOutsideTheGroupsIsNone() {
    var eve = opened.directory().people().byLoginName("eve").orElseThrow();
    assertThat(eve.groups()).containsExactly("orders-read");
  }

  /** A list of more than 1,500 members comes in parts (MS-ADTS §3.1.1.3.1.3.3). */
  @Test
  void noMemberListIsEverRead() {
    assertThat(opened.directory().people().byLoginName("bob")).isPresent();
    assertThat(asked).isNotEmpty().doesNotContain("member", "memberOf", "*");
  }

  /** Answers for the matching rule that the server of the tests does not have. */
  private final class Recorded extends InMemoryOperationInterceptor {
    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest request)
        throws LDAPException {
      var wanted = request.getRequest();
      asked.addAll(wanted.getAttributeList());
      var plain =
          new SearchRequest(
              wanted.getBaseDN(),
              wanted.getScope(),
              answered(wanted.getFilter()),
              wanted.getAttributeList().toArray(String[]::new));
      plain.setSizeLimit(wanted.getSizeLimit());
      request.setRequest(plain);
    }

    private static Filter answered(Filter filter) {
      return switch (filter.getFilterType()) {
        case Filter.FILTER_TYPE_EXTENSIBLE_MATCH ->
            Filter.createORFilter(
                CHAINS.getOrDefault(filter.getAssertionValue(), List.of()).stream()
                    .map(name -> Filter.createEqualityFilter("sAMAccountName", name))
                    .toList());
        case Filter.FILTER_TYPE_OR -> Filter.createORFilter(all(filter.getComponents()));
        case Filter.FILTER_TYPE_AND -> Filter.createANDFilter(all(filter.getComponents()));
        default -> filter;
      };
    }

    private static List<Filter> all(Filter... parts) {
      return Arrays.stream(parts).map(Recorded::answered).toList();
    }
  }
}
