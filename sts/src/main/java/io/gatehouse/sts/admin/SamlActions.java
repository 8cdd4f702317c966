package io.gatehouse.sts.admin;

import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.AdminActions;
import io.gatehouse.identity.AuditSink;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.UserDirectory;
import io.gatehouse.sts.keys.SigningKeys;
import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.tokens.jwt.JwsAlgorithm;
import io.gatehouse.tokens.saml.AssertionSigner;
import io.gatehouse.tokens.saml.NewAssertion;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Assertions for people of the directory, to try a door or to move a program over. */
public final class SamlActions implements AdminActions {
  private static final Set<String> KNOWN = Set.of("owner", "audience", "algorithm", "lifetime");
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Parts parts;

  /** What the actions work with. */
  public record Parts(
      UserDirectory directory,
      SigningKeys keys,
      Issuer issuer,
      RandomText random,
      AuditSink audit,
      InstantSource clock) {}

  public SamlActions(Parts parts) {
    this.parts = parts;
  }

  /**
   * An assertion stands for its person with all of their groups and cannot be taken back, so it
   * takes the strongest role to make one.
   */
  @Override
  public List<AdminAction> actions() {
    return List.of(
        new AdminAction(
            "POST", "/admin/v1/saml/assertions", Role.ADMIN, BodyFields.refusing(this::issue)));
  }

  private Result issue(Call call) {
    var fields = BodyFields.of(call, KNOWN);
    var owner = owner(fields);
    var key = parts.keys().active(algorithm(fields));
    var assertion =
        new NewAssertion(
            "_" + parts.random().id(),
            parts.issuer().value(),
            owner.id().value(),
            fields.required("audience"),
            parts.clock().instant().truncatedTo(ChronoUnit.SECONDS),
            life(fields));
    var signed = AssertionSigner.sign(assertion, key);
    parts
        .audit()
        .record(
            new AuditSink.Event(
                "saml.issued",
                call.actor(),
                "OWNER:" + owner.id(),
                "ok",
                Map.of("assertion", assertion.id(), "audience", assertion.audience())));
    return new Result.Done(201, described(assertion, signed).write());
  }

  private Owner owner(BodyFields fields) {
    var owner =
        parts
            .directory()
            .byLoginName(fields.required("owner"))
            .orElseThrow(() -> BodyFields.malformed("owner is no person of the directory."));
    if (owner.state() != AccountState.ACTIVE) {
      throw new BodyFields.Wrong(
          Problem.of(
              ProblemKind.FORBIDDEN,
              "The directory does not let this person sign in.",
              "owner " + owner.state()));
    }
    return owner;
  }

  private static JwsAlgorithm algorithm(BodyFields fields) {
    return switch (fields.text("algorithm").orElse("ES256")) {
      case "ES256" -> JwsAlgorithm.ES256;
      case "RS256" -> JwsAlgorithm.RS256;
      default -> throw BodyFields.malformed("algorithm must be ES256 or RS256.");
    };
  }

  private static Duration life(BodyFields fields) {
    var life = fields.whole("lifetime").map(Duration::ofSeconds).orElse(LONGEST);
    if (life.isZero() || life.compareTo(LONGEST) > 0) {
      throw BodyFields.malformed("lifetime must be 1 to 600, in seconds.");
    }
    return life;
  }

  private static Json.Members described(NewAssertion assertion, String signed) {
    var members = new LinkedHashMap<String, Json>();
    members.put("id", new Json.Text(assertion.id()));
    members.put("issuer", new Json.Text(assertion.issuer()));
    members.put("audience", new Json.Text(assertion.audience()));
    members.put("expires_at", new Json.Text(assertion.expiresAt().toString()));
    members.put("assertion", new Json.Text(signed));
    return new Json.Members(members);
  }
}
