package io.gatehouse.ldap.people;

import com.unboundid.ldap.sdk.LDAPException;
import io.gatehouse.ldap.connection.Link;
import io.gatehouse.ldap.settings.DirectorySettings.Reading;
import io.gatehouse.ldap.settings.Flavour;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Learns the flavour from the server's root entry, once, unless the operator named it. */
public final class DialectFinder {
  private static final String ACTIVE_DIRECTORY_OID = "1.2.840.113556.1.4.800";

  private final Reading reading;
  private volatile Optional<Dialect> known = Optional.empty();

  public DialectFinder(Reading reading) {
    this.reading = reading;
  }

  public Dialect on(Link link) throws LDAPException {
    var found = known;
    if (found.isPresent()) {
      return found.get();
    }
    var flavour = reading.flavour() == Flavour.AUTO ? asked(link) : reading.flavour();
    var dialect = Dialect.of(flavour).loggingInBy(reading.loginAttributes());
    known = Optional.of(dialect);
    return dialect;
  }

  private static Flavour asked(Link link) throws LDAPException {
    var root = link.connection().getEntry("", "supportedCapabilities", "vendorName");
    if (root == null) {
      return Flavour.OPENLDAP;
    }
    return flavourOf(
        root.getAttributeValues("supportedCapabilities"), root.getAttributeValue("vendorName"));
  }

  static Flavour flavourOf(String @Nullable [] capabilities, @Nullable String vendor) {
    if (capabilities != null && Arrays.asList(capabilities).contains(ACTIVE_DIRECTORY_OID)) {
      return Flavour.ACTIVE_DIRECTORY;
    }
    return vendor != null && vendor.contains("389")
        ? Flavour.DIRECTORY_SERVER_389
        : Flavour.OPENLDAP;
  }
}
