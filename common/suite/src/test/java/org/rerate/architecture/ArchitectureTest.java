package org.rerate.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rerate.testing.SharedData;

@Tag("fast")
class ArchitectureTest {

  private static final JavaClasses COMMON = HouseRules.classesOf("org.rerate");

  private static final List<Path> MODULES =
      List.of(
          SharedData.repository().resolve("common/core"),
          SharedData.repository().resolve("common/suite"));

  private static final String[] CORE = {
    "org.rerate.domain..", "org.rerate.methodology..", "org.rerate.history..", "org.rerate.value.."
  };

  /** From the ground up; a package may know the packages named before it. */
  private static final List<String> LADDER =
      List.of(
          "domain",
          "methodology",
          "history",
          "value",
          "table",
          "engine",
          "run",
          "ingest.read",
          "ingest.check",
          "blocks",
          "ingest.load",
          "valuation",
          "measure",
          "explain",
          "check",
          "report",
          "action");

  static List<String> ladder() {
    return LADDER;
  }

  @ParameterizedTest
  @MethodSource("ladder")
  void aPackageKnowsOnlyPackagesBelowIt(String name) {
    int rung = LADDER.indexOf(name);
    forbid(name, LADDER.subList(rung + 1, LADDER.size())).check(COMMON);
  }

  @Test
  void tablesAndEngineDoNotKnowTheMethodology() {
    forbid("table", List.of("methodology", "history", "value")).check(COMMON);
    forbid("engine", List.of("methodology", "history", "value")).check(COMMON);
  }

  @Test
  void everyPackageHasAPlaceOnTheLadder() {
    Set<String> packages = new TreeSet<>();
    for (JavaClass type : COMMON) {
      String[] parts = type.getPackageName().split("\\.", -1);
      if (parts.length > 2) {
        packages.add(parts[2].equals("ingest") ? parts[2] + "." + parts[3] : parts[2]);
      }
    }
    assertThat(LADDER).containsAll(packages);
  }

  @Test
  void coreKnowsTheJdkAlone() {
    classes()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(Stream.of(CORE), Stream.of("java..")).toArray(String[]::new))
        .because("any program on a JVM can embed it, and its tests end in seconds")
        .check(COMMON);
  }

  @Test
  void onlyTheEngineTouchesDeltaSessionsAndFileSystems() {
    HouseRules.ENGINES_ONLY_IN_ENGINE.check(COMMON);
  }

  @Test
  void onlyTheEngineUsesInternalsOfOthers() {
    HouseRules.INTERNALS_ONLY_IN_ENGINE.check(COMMON);
  }

  @Test
  void theLibraryDoesNotKnowTheJobs() {
    noClasses().should().dependOnClassesThat().resideInAPackage("org.rerate.jobs..").check(COMMON);
  }

  @Test
  void theLibraryPrintsNothing() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(COMMON);
  }

  @Test
  void theLibraryHasNoMain() {
    noMethods().should().haveName("main").check(COMMON);
  }

  @Test
  void namesSayWhatAClassIsAbout() {
    HouseRules.NAMES_OF_THE_FIELD.check(COMMON);
  }

  @Test
  void packagesDoNotNeedEachOther() {
    HouseRules.noCycles("org.rerate.(*)..").check(COMMON);
  }

  @Test
  void everyPackageSaysWhatLivesInIt() {
    assertThat(MODULES).flatMap(HouseRules::undescribedPackages).isEmpty();
  }

  @Test
  void testsWithoutASessionAreTaggedFast() {
    assertThat(FastTests.wronglyTagged("org.rerate")).isEmpty();
  }

  @Test
  void noFileIsTooLong() {
    assertThat(MODULES).flatMap(HouseRules::tooLong).isEmpty();
  }

  private static ArchRule forbid(String name, List<String> others) {
    return noClasses()
        .that()
        .resideInAPackage("org.rerate." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            others.stream().map(other -> "org.rerate." + other + "..").toArray(String[]::new))
        .allowEmptyShould(true);
  }
}
