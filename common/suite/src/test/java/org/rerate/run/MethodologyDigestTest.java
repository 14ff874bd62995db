package org.rerate.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.run.Methodologies.Digest;

@Tag("fast")
class MethodologyDigestTest {

  @TempDir Path home;

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectories(home.resolve("conf/methodologies"));
  }

  private Digest digest(String name, String text) throws IOException {
    Files.writeString(home.resolve("conf/methodologies").resolve(name + ".conf"), text);
    return new Methodologies(ConfFolders.of(home)).digest(name);
  }

  @Test
  void isOfTheSwitchesAlone() throws IOException {
    Digest one = digest("one", "min_analysts = 2\nmin_coverage = 0.6\n");
    assertThat(one.sha256()).matches("[0-9a-f]{64}");
    assertThat(digest("two", "# said otherwise\nmin_coverage = 0.6, min_analysts = 2"))
        .isEqualTo(one);
    assertThat(digest("three", "min_analysts = 2\nmin_coverage = 0.61\n")).isNotEqualTo(one);
  }

  @Test
  void knowsWhatLedgersOfBeforeHaveInItsPlace() {
    Digest digest = new Methodologies(ConfFolders.of(home)).digest("default");
    assertThat(digest.isOf(digest.before())).isTrue();
    assertThat(digest.isOf(digest.sha256())).isTrue();
    assertThat(digest.isOf("1f0")).isFalse();
    assertThat(digest.before()).hasSizeLessThanOrEqualTo(8);
  }

  @Test
  void saysWhichSwitchesAreOthers() throws IOException {
    Digest before = digest("one", "min_analysts = 2\ncomposites { X { all_but = [A] } }\n");
    Digest now = digest("one", "min_coverage = 0.6\n");
    assertThat(now.changes(before.switches()))
        .containsExactly(
            "composites is {\"EX_MEMORY\":{\"all_but\":[\"MEMORY\"]}} and was"
                + " {\"X\":{\"all_but\":[\"A\"]}}",
            "min_analysts is 1 and was 2",
            "min_coverage is 0.6 and was 0.5");
    assertThat(now.changes(now.switches())).isEmpty();
    assertThat(now.changes("{}")).containsExactly("min_coverage is 0.6 and was 0.5");
  }
}
