package org.rerate.jobs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.architecture.FastTests;
import org.rerate.architecture.HouseRules;
import org.rerate.testing.SharedData;

@Tag("fast")
class JobsArchitectureTest {

  private static final JavaClasses JOBS = HouseRules.classesOf("org.rerate.jobs");

  private static final Path MODULE = SharedData.repository().resolve("jobs");

  @Test
  void jobsLeaveDeltaSessionsAndFileSystemsToStorage() {
    HouseRules.ENGINES_ONLY_IN_ENGINE.check(JOBS);
  }

  @Test
  void namesSayWhatAClassIsAbout() {
    HouseRules.NAMES_OF_THE_FIELD.check(JOBS);
  }

  @Test
  void noNameOfATypeIsUsedTwice() {
    assertThat(HouseRules.namesUsedTwice(HouseRules.classesOf("org.rerate"))).isEmpty();
  }

  @Test
  void packagesDoNotNeedEachOther() {
    HouseRules.noCycles("org.rerate.jobs.(*)..").check(JOBS);
  }

  @Test
  void everyPackageSaysWhatLivesInIt() {
    assertThat(HouseRules.undescribedPackages(MODULE)).isEmpty();
  }

  @Test
  void testsWithoutASessionAreTaggedFast() {
    assertThat(FastTests.wronglyTagged("org.rerate.jobs")).isEmpty();
  }

  @Test
  void noFileIsTooLong() {
    assertThat(HouseRules.tooLong(MODULE)).isEmpty();
  }
}
