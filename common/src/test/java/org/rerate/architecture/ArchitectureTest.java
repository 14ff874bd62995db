package org.rerate.architecture;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rerate.testing.SharedData;

@Tag("fast")
class ArchitectureTest {

  private static final JavaClasses COMMON = HouseRules.classesOf("org.rerate");

  private static final Path MODULE = SharedData.repository().resolve("common");

  /** From the ground up; a package may know the packages named before it. */
  private static final List<String> LADDER =
      List.of(
          "domain",
          "methodology",
          "table",
          "storage",
          "run",
          "bulk",
          "feed",
          "contract",
          "series",
          "ingest",
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
  void tablesAndStorageDoNotKnowTheMethodology() {
    forbid("table", List.of("methodology")).check(COMMON);
    forbid("storage", List.of("methodology")).check(COMMON);
  }

  @Test
  void everyPackageHasAPlaceOnTheLadder() {
    Set<String> packages = new TreeSet<>();
    for (JavaClass type : COMMON) {
      String[] parts = type.getPackageName().split("\\.", -1);
      if (parts.length > 2) {
        packages.add(parts[2]);
      }
    }
    assertThat(LADDER).containsAll(packages);
  }

  @Test
  void domainAndMethodologyAreFreeOfSpark() {
    noClasses()
        .that()
        .resideInAnyPackage("org.rerate.domain..", "org.rerate.methodology..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache..", "io.delta..", "scala..", "com.typesafe..")
        .because("the arithmetic is tested, read and used without a cluster")
        .check(COMMON);
  }

  @Test
  void onlyStorageTouchesDeltaSessionsAndFileSystems() {
    HouseRules.STORAGE_ONLY_IN_STORAGE.check(COMMON);
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
    assertThat(HouseRules.undescribedPackages(MODULE)).isEmpty();
  }

  @Test
  void testsWithoutASessionAreTaggedFast() {
    assertThat(FastTests.wronglyTagged("org.rerate")).isEmpty();
  }

  @Test
  void noFileIsTooLong() {
    assertThat(HouseRules.tooLong(MODULE)).isEmpty();
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
