package org.rerate.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.engine.delta.WarehouseCatalog;
import org.rerate.table.MarketTables;

class SparkTestBaseTest extends SparkTestBase {

  @Test
  void sameRowsInAnotherOrderAreTheSame() {
    assertSameRows(numbers("(1, 'a'), (2, NULL)"), numbers("(2, NULL), (1, 'a')"));
  }

  @Test
  void aRowThatIsThereTwiceIsNotARowThatIsThereOnce() {
    assertThatThrownBy(
            () ->
                assertSameRows(
                    numbers("(1, 'a'), (1, 'a'), (2, 'b')"),
                    numbers("(1, 'a'), (2, 'b'), (2, 'b')")))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void anotherColumnTypeIsNotTheSame() {
    assertThatThrownBy(
            () -> assertSameRows(spark().sql("SELECT 1 AS id"), spark().sql("SELECT 1L AS id")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("id int");
  }

  @Test
  void oneSeedGivesOneSetOfRows() {
    var type = MarketTables.FX.table().structType();
    assertSameRows(random(type, 7), random(type, 7));
  }

  @Test
  void anotherSeedGivesOtherRows() {
    var type = MarketTables.FX.table().structType();
    assertThat(random(type, 7).except(random(type, 8)).count()).isEqualTo(100);
  }

  @Test
  void randomDatesAreDatesThatFeedsHave() {
    Row range =
        random(MarketTables.FX.table().structType(), 1)
            .selectExpr("min(rate_date)", "max(rate_date)")
            .head();
    assertThat(range.getDate(0).toLocalDate()).isAfterOrEqualTo(LocalDate.of(1990, 1, 1));
    assertThat(range.getDate(1).toLocalDate()).isBeforeOrEqualTo(LocalDate.of(2039, 12, 31));
  }

  @Test
  void eachTestHasAWarehouseOfItsOwn(@TempDir Path first, @TempDir Path second) {
    String root = warehouse(first).root();
    assertThat(warehouse(second).root())
        .isNotEqualTo(root)
        .isEqualTo(spark().conf().get(WarehouseCatalog.ROOT));
  }

  @Test
  void sharedDataThatIsNotThereIsEmpty() {
    assertThat(shared("no such folder")).isEmpty();
  }

  @Test
  void aTestThatAsksForMissingSharedDataIsSkippedAndSaysWhatIsMissing() {
    assertThatThrownBy(() -> sharedOrSkip("no such folder"))
        .hasMessageContaining("skipped: this machine has no")
        .hasMessageContaining("no such folder");
  }

  private Dataset<Row> numbers(String values) {
    return spark().sql("SELECT * FROM VALUES " + values + " AS numbers(id, name)");
  }
}
