package org.rerate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rerate.testing.SparkTestBase;

/** A condition that rows are held against here finds the rows that Spark finds. */
class RowTestTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "day >= DATE'2026-01-10'",
        "day <= DATE'2026-01-10'",
        "day < DATE'2026-01-10'",
        "day > DATE'2026-01-10'",
        "day = DATE'2026-01-10'",
        "DATE'2026-01-10' <= day",
        "day >= DATE'2026-01-05' AND day < DATE'2026-01-08' AND name IN ('a', 'b')",
        "day < DATE'2026-01-03' OR other >= DATE'2026-01-20' OR name = 'c'",
        "NOT (day >= DATE'2026-01-10')",
        "day < other",
        "name IS NULL AND day <= DATE'2026-01-20'",
        "true",
        "false"
      })
  void asSparkHasIt(String where) {
    Dataset<Row> rows =
        spark()
            .sql(
                "SELECT id, CASE WHEN id % 7 > 0 THEN date_add(DATE'2026-01-01', int(id)) END AS"
                    + " day, CASE WHEN id % 5 > 0 THEN date_add(DATE'2026-01-31', -int(id)) END AS"
                    + " other, CASE id % 4 WHEN 0 THEN 'a' WHEN 1 THEN 'b' WHEN 2 THEN 'c' END AS"
                    + " name FROM range(30)")
            .coalesce(1);
    ScannedRows scanned = ScannedRows.of(rows, "id", "day", "other", "name");
    RowTest test = scanned.test(rows, where);
    List<Long> met = new ArrayList<>();
    int run = 0;
    for (InternalRow row : scanned.rows().map(InternalRow::copy).collect()) {
      run++;
      if (test.isMet(row, run)) {
        met.add(row.getLong(0));
      }
    }
    List<Long> ofSpark =
        rows.where(where).select("id").collectAsList().stream().map(row -> row.getLong(0)).toList();
    assertThat(met).isEqualTo(ofSpark);
  }
}
