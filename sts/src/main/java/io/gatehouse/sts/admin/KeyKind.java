package io.gatehouse.sts.admin;

import io.gatehouse.identity.CredentialKind;
import io.gatehouse.identity.LedgerSubject;
import io.gatehouse.identity.LedgerSubject.Kind;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The kinds of keys that an administrator makes. */
enum KeyKind {
  API_KEY("api_key", Kind.API_KEY, CredentialKind.API_KEY),
  HMAC("hmac", Kind.HMAC_KEY, CredentialKind.SIGNATURE),
  SIGV4("sigv4", Kind.SIGV4_KEY, CredentialKind.SIGV4);

  private final String word;
  private final Kind ledgerKind;
  private final CredentialKind proof;

  KeyKind(String word, Kind ledgerKind, CredentialKind proof) {
    this.word = word;
    this.ledgerKind = ledgerKind;
    this.proof = proof;
  }

  static Optional<KeyKind> named(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  static KeyKind of(LedgerSubject subject) {
    return Arrays.stream(values())
        .filter(kind -> kind.ledgerKind == subject.kind())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no key: " + subject.kind()));
  }

  static Set<Kind> ledgerKinds() {
    return Arrays.stream(values()).map(kind -> kind.ledgerKind).collect(Collectors.toSet());
  }

  String word() {
    return word;
  }

  CredentialKind proof() {
    return proof;
  }

  LedgerSubject subject(String id) {
    return new LedgerSubject(ledgerKind, id);
  }
}
