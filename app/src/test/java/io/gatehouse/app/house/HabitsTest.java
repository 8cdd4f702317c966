package io.gatehouse.app.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names, proofs, and what reaches a class only through its constructor. */
final class HabitsTest {
  private static final Set<String> NOT_A_NAME =
      Set.of(
          "Manager",
          "Helper",
          "Util",
          "Utils",
          "Impl",
          "Base",
          "Abstract",
          "Default",
          "Processor",
          "Info",
          "Data");

  private static final List<String> PROOFS =
      List.of("Accepted", "Identified", "Authenticated", "Authorized", "Admitted", "Forwarded");

  /** Calls that bring time, randomness or a network of their own. */
  private static final Map<String, Set<String>> FROM_OUTSIDE =
      Map.of(
          "java.time.Instant", Set.of("now"),
          "java.time.LocalDate", Set.of("now"),
          "java.time.LocalDateTime", Set.of("now"),
          "java.time.ZonedDateTime", Set.of("now"),
          "java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system"),
          "java.lang.System", Set.of("currentTimeMillis", "nanoTime"),
          "java.security.SecureRandom", Set.of("<init>", "getInstanceStrong", "getInstance"),
          "java.util.UUID", Set.of("randomUUID"),
          "java.net.http.HttpClient", Set.of("newHttpClient", "newBuilder"));

  private static final Set<String> NEVER =
      Set.of(
          "java.util.Random",
          "java.lang.ThreadLocal",
          "java.lang.InheritableThreadLocal",
          "java.util.concurrent.ThreadLocalRandom",
          "java.util.ServiceLoader",
          "java.io.ObjectInputStream");

  @Test
  void namesSayTheThingAndNotItsRole() {
    assertThat(Module.EVERY.stream().filter(type -> !type.isAnonymousClass()))
        .filteredOn(type -> words(type).stream().anyMatch(NOT_A_NAME::contains))
        .isEmpty();
  }

  private static List<String> words(JavaClass type) {
    return Arrays.asList(type.getSimpleName().split("(?<=[a-z0-9])(?=[A-Z])", -1));
  }

  @Test
  void aProofIsMadeByItsStageAlone() {
    var proofs =
        Module.EVERY.stream()
            .filter(type -> type.getPackageName().startsWith("io.gatehouse.gateway."))
            .filter(type -> PROOFS.contains(type.getSimpleName()))
            .toList();

    assertThat(proofs).extracting(JavaClass::getSimpleName).containsAll(PROOFS);
    assertThat(proofs)
        .allSatisfy(type -> {
          assertThat(type.getModifiers()).contains(JavaModifier.FINAL);
          assertThat(type.getConstructors())
              .noneMatch(made -> made.getModifiers().contains(JavaModifier.PUBLIC))
              .noneMatch(made -> made.getModifiers().contains(JavaModifier.PROTECTED));
        });
  }

  @Test
  void timeRandomnessAndTheNetworkArriveThroughConstructors() {
    noClasses()
        .that(DescribedPredicate.not(new CompositionRoot()))
        .should()
        .accessTargetWhere(new BringsItsOwn())
        .check(Module.EVERY);
  }

  @Test
  void nobodyKeepsStateInThreadsOrGuessableRandomness() {
    noClasses()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are never right here", type -> NEVER.contains(type.getName())))
        .check(Module.EVERY);
  }

  /** The program's own start, and the two doors to the network. */
  private static final class CompositionRoot extends DescribedPredicate<JavaClass> {
    private static final Set<String> PLACES =
        Set.of(
            "io.gatehouse.app.Main", "io.gatehouse.app.node.Ambient", "io.gatehouse.sample.Sample");

    private static final Set<String> PACKAGES =
        Set.of("io.gatehouse.web.egress", "io.gatehouse.gateway.forward");

    CompositionRoot() {
      super("the composition root");
    }

    @Override
    public boolean test(JavaClass type) {
      return PLACES.contains(type.getName()) || PACKAGES.contains(type.getPackageName());
    }
  }

  private static final class BringsItsOwn extends DescribedPredicate<JavaAccess<?>> {
    BringsItsOwn() {
      super("bring time, randomness or a network of their own");
    }

    @Override
    public boolean test(JavaAccess<?> access) {
      var owner = access.getTargetOwner().getName();
      return FROM_OUTSIDE.getOrDefault(owner, Set.of()).contains(access.getTarget().getName());
    }
  }
}
