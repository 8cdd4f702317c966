package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Checked;
import io.gatehouse.app.config.shape.Complaints;
import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Means;
import java.util.Map;

/** How a name in a certificate finds an entry. */
@Means("How a name in a certificate finds one directory entry; none or several are a refusal.")
public record NameMatch(
    @Key(means = "Which name; the certificate must have exactly one.", example = "san-email")
        NameKind name,
    @Key(means = "The attribute that must equal it.", example = "mail") String attribute,
    @Key(
            means =
                "From names to values of the attribute; a name that is not listed has no owner.",
            leftOut = "the name itself is the value",
            keys = ".{1,1024}",
            example = "{ spiffe://partner.example/orders: bob }")
        Map<String, String> values)
    implements Checked {
  public NameMatch {
    values = Ordered.copy(values);
  }

  @Override
  public void check(Complaints complaints) {
    if (name == NameKind.FINGERPRINT && values.isEmpty()) {
      complaints.about(
          this,
          "name",
          "Directories hold no fingerprints: `values` must say whose each one is.",
          "Write `values: { FINGERPRINT: NAME }`.");
    }
  }

  /** A name in a certificate. */
  public enum NameKind {
    SAN_URI,
    SAN_DNS,
    SAN_EMAIL,
    SUBJECT,
    FINGERPRINT
  }
}
