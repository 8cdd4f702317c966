package io.gatehouse.mtls;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;

/** A name that a server certificate is good for. */
public sealed interface SubjectName {
  /** A host name. */
  record Dns(String name) implements SubjectName {
    private static final Pattern LABELS =
        Pattern.compile("(?!-)[a-z0-9-]{1,63}(?<!-)(\\.(?!-)[a-z0-9-]{1,63}(?<!-))*");

    public Dns {
      name = name.toLowerCase(Locale.ROOT);
      // RFC 6125 §7.2: no wildcards from here; an address is not a host name.
      if (name.length() > 253 || !LABELS.matcher(name).matches() || name.matches("[0-9.]+")) {
        throw new IllegalArgumentException("not a host name: " + name);
      }
    }
  }

  /** An address. */
  record Ip(InetAddress address) implements SubjectName {}

  /** Reads a host name or a literal address; never asks a name server. */
  static SubjectName of(String text) {
    // Java also reads "1.2.3" as an address; four parts are what everybody else takes for one.
    var address = text.indexOf(':') >= 0 || text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    return address ? new Ip(InetAddress.ofLiteral(text)) : new Dns(text);
  }

  /** The name as it stands in a certificate (RFC 5280 §4.2.1.6). */
  default GeneralName generalName() {
    return switch (this) {
      case Dns(var name) -> new GeneralName(GeneralName.dNSName, name);
      case Ip(var address) ->
          new GeneralName(GeneralName.iPAddress, new DEROctetString(address.getAddress()));
    };
  }

  default String text() {
    return switch (this) {
      case Dns(var name) -> name;
      case Ip(var address) -> address.getHostAddress();
    };
  }
}
