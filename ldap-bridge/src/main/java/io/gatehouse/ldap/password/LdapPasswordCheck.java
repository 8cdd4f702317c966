package io.gatehouse.ldap.password;

import com.unboundid.ldap.sdk.DN;
import io.gatehouse.identity.AccountState;
import io.gatehouse.identity.PasswordCheck;
import io.gatehouse.identity.Secret;
import io.gatehouse.ldap.connection.DirectoryConnections;
import io.gatehouse.ldap.connection.Outage;
import io.gatehouse.ldap.people.LdapPeople;
import io.gatehouse.ldap.people.Person;
import io.gatehouse.ldap.settings.FailureLimits;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Tries a password by a bind as the entry that the name was found to mean. Failures are counted by
 * that entry's id, whatever name was typed, and by address; names that mean nobody are counted
 * alike, so that waiting does not tell them apart.
 */
public final class LdapPasswordCheck implements PasswordCheck {
  private static final int LONGEST_PASSWORD = 4096;
  private static final byte[] DECOY_PASSWORD = "decoy".getBytes(StandardCharsets.US_ASCII);

  private final LdapPeople people;
  private final PasswordBind bind;
  private final DN decoy;
  private final LongSupplier nanos;
  private final EqualPace pace;
  private final FailureCounter byPerson;
  private final FailureCounter byUnknownName;
  private final FailureCounter byAddress;

  /**
   * @param decoy an entry that no password opens
   */
  public LdapPasswordCheck(
      LdapPeople people, DirectoryConnections connections, DN decoy, Ambient ambient) {
    this.people = people;
    this.bind = new PasswordBind(connections);
    this.decoy = decoy;
    this.nanos = ambient.nanos();
    this.pace = new EqualPace(nanos);
    var limits = ambient.limits();
    this.byPerson = new FailureCounter(limits.perPerson(), limits, nanos);
    this.byUnknownName = new FailureCounter(limits.perPerson(), limits, nanos);
    this.byAddress = new FailureCounter(limits.perAddress(), limits, nanos);
  }

  /** What the check needs from outside the directory. */
  public record Ambient(FailureLimits limits, LongSupplier nanos) {}

  @Override
  public Answer check(String username, Secret password, InetAddress from) {
    var began = nanos.getAsLong();
    var answer = counted(username, password, from);
    if (answer instanceof Answer.Wrong) {
      pace.fill(began);
    }
    return answer;
  }

  private Answer counted(String username, Secret password, InetAddress from) {
    return switch (byAddress.book(Addresses.network(from))) {
      case FailureCounter.Entry.Refused(var wait) -> new Answer.TooMany(wait);
      case FailureCounter.Entry.Booked(var address) -> fromAddress(username, password, address);
    };
  }

  private Answer fromAddress(String username, Secret password, Tally address) {
    Answer answer;
    try {
      answer = named(username, password);
    } catch (RuntimeException e) {
      address.withdraw();
      throw e;
    }
    switch (answer) {
      // A right password says nothing about the address: its owner may be guessing others'.
      case Answer.Correct _, Answer.MustChange _, Answer.TooMany _ -> address.withdraw();
      case Answer.Wrong _ -> address.failed();
    }
    return answer;
  }

  private Answer named(String username, Secret password) {
    var person = people.signingIn(username);
    var entry =
        person.isPresent()
            ? byPerson.book(person.get().id().value())
            : byUnknownName.book(folded(username));
    return switch (entry) {
      case FailureCounter.Entry.Refused(var wait) -> new Answer.TooMany(wait);
      case FailureCounter.Entry.Booked(var tally) -> tried(person, password, tally);
    };
  }

  private Answer tried(Optional<Person> person, Secret password, Tally tally) {
    Answer answer;
    try {
      answer = answer(person, password);
    } catch (RuntimeException e) {
      // An outage is never counted against anyone.
      tally.withdraw();
      throw e;
    }
    switch (answer) {
      case Answer.Correct _, Answer.MustChange _ -> tally.succeeded();
      case Answer.Wrong _ -> tally.failed();
      case Answer.TooMany _ -> tally.withdraw();
    }
    return answer;
  }

  private Answer answer(Optional<Person> person, Secret password) {
    var sendable = password.length() > 0 && password.length() <= LONGEST_PASSWORD;
    if (person.isEmpty() || !sendable || person.get().account().state() == AccountState.DISABLED) {
      bind.attempt(decoy, DECOY_PASSWORD);
      return new Answer.Wrong();
    }
    var began = nanos.getAsLong();
    var verdict = bind.attempt(person.get().dn(), password.expose());
    pace.realAttemptTook(nanos.getAsLong() - began);
    return switch (verdict) {
      case RIGHT -> correct(person.get());
      case MUST_CHANGE -> new Answer.MustChange(person.get().owner());
      case WRONG -> new Answer.Wrong();
      case NO_ANSWER -> throw Outage.because("the directory gave no answer about a password");
    };
  }

  private Answer correct(Person person) {
    if (person.account().state() == AccountState.ACTIVE) {
      return new Answer.Correct(person.owner());
    }
    // The directory let a locked account in, so the lock has run out: read what is true now.
    return people
        .byId(person.id())
        .filter(owner -> owner.state() == AccountState.ACTIVE)
        .<Answer>map(Answer.Correct::new)
        .orElseGet(Answer.Wrong::new);
  }

  /** One spelling for the spellings that a directory would take for the same name. */
  private static String folded(String name) {
    var cut = name.length() > 256 ? name.substring(0, 256) : name;
    var compatible = Normalizer.normalize(cut, Normalizer.Form.NFKC);
    return compatible.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}
