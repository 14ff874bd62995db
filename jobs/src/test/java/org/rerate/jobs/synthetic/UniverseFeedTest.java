package org.rerate.jobs.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.FeedOutput;
import org.rerate.testing.SparkTestBase;

/** A made-up universe is the same however it is cut, and holds what real data hold. */
class UniverseFeedTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final Universe SMALL = new Universe(100, 3, 4, 7, LocalDate.parse("2024-12-31"));

  /** Made once: several tests look at the same files. */
  private static final Map<UniverseFile, Dataset<Row>> WHOLE = new EnumMap<>(UniverseFile.class);

  @TempDir Path folder;

  @AfterAll
  static void forget() {
    WHOLE.values().forEach(Dataset::unpersist);
    WHOLE.clear();
  }

  private Dataset<Row> whole(UniverseFile file) {
    return WHOLE.computeIfAbsent(file, f -> rows(f, Excerpt.WHOLE).persist());
  }

  private Dataset<Row> rows(UniverseFile file, Excerpt excerpt) {
    return new UniverseFeed(spark(), SMALL, excerpt).rows(file);
  }

  @Test
  void partsAreTogetherTheWhole() {
    for (UniverseFile file : List.of(UniverseFile.PRICES, UniverseFile.MEMBERS)) {
      assertSameRows(
          whole(file),
          rows(file, new Excerpt(1, 3, null, null))
              .union(rows(file, new Excerpt(2, 3, null, null)))
              .union(rows(file, new Excerpt(3, 3, null, null))));
    }
  }

  @Test
  void daysAreTogetherTheWhole() {
    LocalDate day = LocalDate.parse("2024-06-14");
    for (UniverseFile file : List.of(UniverseFile.ESTIMATES, UniverseFile.SECURITIES)) {
      assertSameRows(
          whole(file),
          rows(file, new Excerpt(1, 1, null, day)).union(rows(file, new Excerpt(1, 1, day, null))));
    }
  }

  @Test
  void anotherSeedIsAnotherUniverse() {
    Universe other = new Universe(100, 3, 4, 8, SMALL.lastDay());
    assertThat(
            new UniverseFeed(spark(), other, Excerpt.WHOLE)
                .rows(UniverseFile.FX)
                .exceptAll(whole(UniverseFile.FX))
                .count())
        .isPositive();
  }

  @Test
  void theSameFilesComeOutTwice() throws Exception {
    for (String name : List.of("a", "b")) {
      new UniverseFeed(spark(), SMALL, new Excerpt(1, 5, null, null))
          .write(output(name), line -> {});
    }
    try (var files = Files.list(folder.resolve("a"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
        assertThat(folder.resolve("b").resolve(file.getFileName())).hasSameBinaryContentAs(file);
      }
    }
    assertThat(folder.resolve("a")).isDirectoryNotContaining("glob:**.crc");
    assertThatThrownBy(() -> output("a"))
        .isInstanceOf(RerateException.class)
        .hasMessageContaining("is not empty. Name a new one");
  }

  private FeedOutput output(String name) {
    return FeedOutput.create(spark(), folder.resolve(name).toString(), FeedOutput.Format.CSV);
  }

  @Test
  void theTraitsOfRealDataAreThere() {
    assertThat(whole(UniverseFile.SECURITIES).select("security_id").distinct().count())
        .isEqualTo(100);
    assertThat(whole(UniverseFile.ISSUERS).select("issuer_id").distinct().count()).isEqualTo(85);
    has(UniverseFile.SECURITIES, "listed_on > DATE'2022-01-01'", "a listing");
    has(UniverseFile.SECURITIES, "delisted_on IS NOT NULL", "a delisting");
    has(UniverseFile.SECURITIES, "currency = 'GBX'", "a minor unit");
    has(UniverseFile.SECURITIES, "ordinary_per_unit > 1", "a receipt");
    has(UniverseFile.SECURITIES, "share_class = 'B'", "a second share class");
    has(UniverseFile.CORPORATE_ACTIONS, "action = 'split'", "a split");
    has(UniverseFile.PRICES, "known_at IS NOT NULL AND retracted IS NULL", "a late row");
    has(UniverseFile.ESTIMATES, "retracted", "a retraction");
    has(UniverseFile.ESTIMATES, "day(period_end) BETWEEN 1 AND 20", "a year of whole weeks");
    has(UniverseFile.MEMBERS, "valid_to IS NOT NULL", "a member that left");
    assertThat(whole(UniverseFile.PRICES).groupBy("security_id", "trade_date").count())
        .satisfies(keys -> assertThat(keys.where("count > 1").count()).isPositive());
  }

  private void has(UniverseFile file, String condition, String what) {
    assertThat(whole(file).where(condition).count()).as(what).isPositive();
  }
}
