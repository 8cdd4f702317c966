package io.gatehouse.app.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrows point downward only, none between siblings; each heavy library has one home. */
final class ArrowsTest {
  static List<Module> modules() {
    return Module.ALL;
  }

  @ParameterizedTest
  @MethodSource("modules")
  void everyModuleIsBuiltBeforeItIsJudged(Module module) {
    assertThat(module.classes()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleUsesOnlyWhatLiesBelowIt(Module module) {
    noClasses()
        .that()
        .resideInAnyPackage(module.own())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(module.forbidden())
        .check(Module.EVERY);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void noPackagesOfAModuleDependOnEachOtherInACircle(Module module) {
    var classes = module.classes();
    for (var pattern : module.slices()) {
      slices().matching(pattern).should().beFreeOfCycles().allowEmptyShould(true).check(classes);
    }
  }

  /** Where each heavy library may be used. */
  static Stream<Map.Entry<String, Set<String>>> homes() {
    var homes =
        Map.<String, Set<String>>of(
                "io.undertow..", Set.of("io.gatehouse.web..", "io.gatehouse.gateway.forward.."),
                "org.xnio..", Set.of("io.gatehouse.web..", "io.gatehouse.gateway.forward.."),
                "com.nimbusds..", Set.of("io.gatehouse.tokens.."),
                "com.unboundid..", Set.of("io.gatehouse.ldap.."),
                "org.bouncycastle..", Set.of("io.gatehouse.mtls.."),
                "dev.cel..", Set.of("io.gatehouse.gateway.."),
                "java.sql..", Set.of("io.gatehouse.sts.store.."),
                "org.snakeyaml..", Set.of("io.gatehouse.app.."),
                "picocli..", Set.of("io.gatehouse.app.."),
                "ch.qos.logback..", Set.of("io.gatehouse.app.."))
            .entrySet();
    var saml = Set.of("io.gatehouse.tokens.saml..");
    return Stream.concat(
        homes.stream(),
        Map.of("org.opensaml..", saml, "org.apache.xml..", saml).entrySet().stream());
  }

  @ParameterizedTest
  @MethodSource("homes")
  void aHeavyLibraryLivesInOnePlace(Map.Entry<String, Set<String>> home) {
    noClasses()
        .that()
        .resideOutsideOfPackages(home.getValue().toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(home.getKey())
        .check(Module.EVERY);
  }

  @Test
  void aClientCanSignWithOneJarAndTheJdk() {
    classes()
        .that()
        .resideInAPackage("io.gatehouse.signing")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "javax.crypto..", "io.gatehouse.signing", "org.jspecify..")
        .check(Module.EVERY);
  }

  @Test
  void theSharedWordsNeedNoLibrary() {
    noClasses()
        .that()
        .resideInAPackage("io.gatehouse.identity..")
        .should()
        .dependOnClassesThat(
            not(
                resideInAPackage("java..")
                    .or(resideInAPackage("io.gatehouse.identity.."))
                    .or(resideInAPackage("org.jspecify.."))))
        .check(Module.EVERY);
  }
}
