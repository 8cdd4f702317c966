package io.gatehouse.ldap.people;

import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.identity.AccountState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Reads whether an account may be used. Each product's mark counts wherever it is found: a mark
 * that says "disabled" is never outvoted by a guess about the product.
 */
final class AccountStates {
  static final List<String> ATTRIBUTES =
      List.of(
          "pwdAccountLockedTime",
          "nsAccountLock",
          "userAccountControl",
          "accountExpires",
          "lockoutTime");
  private static final long ACCOUNT_DISABLED = 0x2;
  // Active Directory counts 100 ns from here (MS-DTYP §2.3.3).
  private static final Instant FILE_TIME_START = Instant.parse("1601-01-01T00:00:00Z");
  private static final long NEVER = Long.MAX_VALUE;

  private final InstantSource clock;

  AccountStates(InstantSource clock) {
    this.clock = clock;
  }

  AccountState of(SearchResultEntry entry) {
    var locked = value(entry, "pwdAccountLockedTime");
    // draft-behera-ldap-password-policy-10 §5.3.3: this one value is for ever, by hand.
    var byHand = locked.filter(time -> time.startsWith("00000101")).isPresent();
    if (byHand || nsAccountLock(entry) || controlBit(entry) || expired(entry)) {
      return AccountState.DISABLED;
    }
    var lockedOut = number(entry, "lockoutTime") > 0;
    return locked.isPresent() || lockedOut ? AccountState.LOCKED : AccountState.ACTIVE;
  }

  private static boolean nsAccountLock(SearchResultEntry entry) {
    return value(entry, "nsAccountLock").filter("true"::equalsIgnoreCase).isPresent();
  }

  private static boolean controlBit(SearchResultEntry entry) {
    return (number(entry, "userAccountControl") & ACCOUNT_DISABLED) != 0;
  }

  private boolean expired(SearchResultEntry entry) {
    var expires = number(entry, "accountExpires");
    if (expires <= 0 || expires == NEVER) {
      return false;
    }
    var end = FILE_TIME_START.plus(Duration.ofSeconds(expires / 10_000_000));
    return !clock.instant().isBefore(end);
  }

  private static long number(SearchResultEntry entry, String attribute) {
    var number = value(entry, attribute).filter(text -> text.matches("-?\\d{1,18}|" + NEVER));
    return number.map(Long::parseLong).orElse(0L);
  }

  private static Optional<String> value(SearchResultEntry entry, String attribute) {
    return Optional.ofNullable(entry.getAttributeValue(attribute));
  }
}
