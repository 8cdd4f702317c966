package io.gatehouse.tokens.saml;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An assertion whose signature, issuer and conditions hold. */
public final class VerifiedAssertion implements AssertionVerdict {
  private final Contents contents;

  VerifiedAssertion(Contents contents) {
    this.contents = contents;
  }

  /**
   * What the verified element says.
   *
   * @param expiresAt the earliest of the ends that it names
   * @param audiences those that every one of its restrictions names
   * @param attributes values by the attribute's name
   */
  record Contents(
      String id,
      String issuer,
      Subject subject,
      Instant issuedAt,
      Instant expiresAt,
      Set<String> audiences,
      boolean once,
      Optional<SignIn> signIn,
      Map<String, List<String>> attributes) {
    Contents {
      audiences = Set.copyOf(audiences);
      attributes = Map.copyOf(attributes);
    }
  }

  /** The name of the one it speaks of. */
  public record Subject(String name, Optional<String> format) {}

  /** When and how the person signed in, as the issuer saw it. */
  public record SignIn(Instant at, Optional<String> contextClass) {}

  /** Unique with the issuer. */
  public String id() {
    return contents.id();
  }

  public String issuer() {
    return contents.issuer();
  }

  public Subject subject() {
    return contents.subject();
  }

  public Instant issuedAt() {
    return contents.issuedAt();
  }

  public Instant expiresAt() {
    return contents.expiresAt();
  }

  public Set<String> audiences() {
    return contents.audiences();
  }

  /** Whether its issuer wants it used only once (SAML Core §2.5.1.5). */
  public boolean once() {
    return contents.once();
  }

  public Optional<SignIn> signIn() {
    return contents.signIn();
  }

  /** The values of an attribute; none when it is not there. */
  public List<String> attribute(String name) {
    return contents.attributes().getOrDefault(name, List.of());
  }

  @Override
  public String toString() {
    return "assertion " + contents.id() + " of " + contents.issuer();
  }
}
