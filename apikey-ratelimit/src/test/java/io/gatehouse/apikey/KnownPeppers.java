package io.gatehouse.apikey;

import io.gatehouse.identity.Peppers;
import io.gatehouse.identity.Secret;
import java.util.Optional;

/** Two peppers, of which the second is current. */
final class KnownPeppers implements Peppers {
  static final Secret OLD = Secret.ofText("old pepper");
  static final Secret NEW = Secret.ofText("new pepper");

  @Override
  public int current() {
    return 2;
  }

  @Override
  public Optional<Secret> version(int version) {
    return switch (version) {
      case 1 -> Optional.of(OLD);
      case 2 -> Optional.of(NEW);
      default -> Optional.empty();
    };
  }
}
