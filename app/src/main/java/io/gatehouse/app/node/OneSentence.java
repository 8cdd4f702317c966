package io.gatehouse.app.node;

import io.gatehouse.app.cli.Exit;
import io.gatehouse.app.cli.Stop;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.mtls.UnusableFile;
import io.gatehouse.sts.keys.Kek;
import io.gatehouse.sts.keys.KekFile;
import io.gatehouse.sts.store.jdbc.StateRefused;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Why a node cannot start, in words for the operator; a bug stays a bug. */
final class OneSentence {
  private OneSentence() {}

  static RuntimeException of(RuntimeException failure) {
    return switch (failure) {
      case Stop stop -> stop;
      case UnusableFile file -> badInput(file.getMessage());
      case StateRefused state -> badInput(state.getMessage());
      case KekFile.Refused kek -> badInput(kek.getMessage());
      case Kek.SealBroken _ ->
          badInput(
              "The state folder was sealed under another key-encryption key. Give the one it was"
                  + " made with (`secrets.kek`), or start with an empty folder.");
      case UncheckedIOException file -> badInput(file.getMessage());
      case DependencyUnavailable down ->
          new Stop(Exit.UNREACHABLE, Objects.requireNonNullElse(down.getMessage(), "Unreachable."));
      case RuntimeException bug -> bug;
    };
  }

  private static Stop badInput(@org.jspecify.annotations.Nullable String sentence) {
    return new Stop(Exit.BAD_INPUT, Objects.requireNonNullElse(sentence, "It cannot start."));
  }
}
