package io.gatehouse.gateway.authenticate;

import io.gatehouse.identity.Attempt;
import io.gatehouse.identity.Authenticator;
import io.gatehouse.identity.Credential;
import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.Owner;
import io.gatehouse.identity.PasswordCheck;
import io.gatehouse.identity.Principal;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.ReceivedRequest;
import io.gatehouse.identity.SecondFactors;
import io.gatehouse.identity.VerifiedIdentity;
import io.gatehouse.identity.VerifiedIdentity.Authentication;
import io.gatehouse.identity.VerifiedIdentity.Authority;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * A person's name and password on each request (RFC 7617).
 *
 * <p>Nothing is remembered: the directory is asked on every request, so that neither an old
 * password nor a disabled account can outlive its change here. Callers with many requests take a
 * token.
 */
public final class BasicAuthenticator implements Authenticator {
  /** What is derived from one request does not outlive its answer by much. */
  private static final Duration GOOD_FOR = Duration.ofSeconds(60);

  private final PasswordCheck passwords;
  private final SecondFactors secondFactors;
  private final InstantSource clock;

  public BasicAuthenticator(
      PasswordCheck passwords, SecondFactors secondFactors, InstantSource clock) {
    this.passwords = passwords;
    this.secondFactors = secondFactors;
    this.clock = clock;
  }

  @Override
  public Attempt authenticate(Credential credential, ReceivedRequest request, Waiting waiting) {
    if (!(credential instanceof Credential.NameAndPassword(var name, var password))) {
      return refused("not a name and password");
    }
    // RFC 4513 §5.1.2: to a directory, an empty password is a success as nobody.
    if (name.isEmpty() || password.length() == 0) {
      return refused("an empty name or password");
    }
    if (waiting == Waiting.NEVER) {
      return new Attempt.Park(WaitFor.DIRECTORY);
    }
    return switch (passwords.check(name, password, request.peer())) {
      case PasswordCheck.Answer.Correct(var owner) -> judged(owner);
      case PasswordCheck.Answer.Wrong() -> refused("a wrong name or password");
      // The public answer is that of a wrong password: guessing must not find out more.
      case PasswordCheck.Answer.MustChange(var owner) ->
          refused("the password of " + owner.id() + " must be changed first");
      case PasswordCheck.Answer.TooMany(var wait) -> new Attempt.Refused(tooMany(wait));
    };
  }

  private Attempt judged(Owner owner) {
    return secondFactors.enrolled(owner.id())
        ? refused(owner.id() + " has a second factor, which a password alone must not go round")
        : new Attempt.Verified(identity(owner));
  }

  private VerifiedIdentity identity(Owner owner) {
    var id = owner.id();
    return new VerifiedIdentity(
        new Principal.Person(id.value()),
        Optional.of(id),
        CredentialKind.BASIC,
        id.value(),
        Authentication.by("pwd"),
        new Authority(Set.of(), owner.groups(), Optional.empty(), Set.of()),
        clock.instant().plus(GOOD_FOR),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static Problem tooMany(Duration wait) {
    return Problem.of(
            ProblemKind.RATE_LIMITED,
            "Too many failed sign-ins for this name or address. Wait before the next attempt.",
            "basic: too many failures; nothing was tried")
        .retryAfter(wait);
  }

  private static Attempt refused(String reason) {
    return new Attempt.Refused(Problem.invalidCredential("basic: " + reason));
  }
}
