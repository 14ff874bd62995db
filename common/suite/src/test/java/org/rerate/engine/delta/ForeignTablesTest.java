package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rerate.domain.Days;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.Period;
import org.rerate.engine.parquet.DataFileWriter;
import org.rerate.engine.parquet.DataFileWriter.Word;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.testing.SparkTestBase;

/** Whatever another program made of a table by Delta's SQL, it is read and written, and kept. */
class ForeignTablesTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final TableSpec CAPS = ValuationTables.ISSUER_CAPS;

  private static final int DAY = Days.of(LocalDate.of(2024, 3, 1));

  private static final Filter SECOND =
      Filter.and(
          Filter.is("methodology", "m"),
          Filter.is("knowledge", "latest"),
          Filter.is("recorded_by", (String) null),
          Filter.is("issuer_id", "I2"));

  @TempDir private Path folder;

  private Warehouse warehouse;

  @BeforeEach
  void fill() {
    warehouse = warehouse(folder);
    List<Row> rows = new ArrayList<>();
    for (int issuer = 1; issuer <= 3; issuer++) {
      for (int day = 0; day < 4; day++) {
        rows.add(row("I" + issuer, day, 10.0 * issuer + day));
      }
    }
    warehouse.appendRows(CAPS, rows, "r0", 0);
  }

  private static Row row(String issuer, int day, double cap) {
    return RowFactory.create(
        issuer, Days.date(DAY + day), cap, null, "OK", "m", "latest", null, "r");
  }

  private static OverwriteSpec replaced(Filter where) {
    Map<String, String> partition = new HashMap<>();
    partition.put("methodology", "m");
    partition.put("knowledge", "latest");
    partition.put("recorded_by", null);
    return new OverwriteSpec(where, partition, Period.MONTH, DAY, DAY + 10);
  }

  private List<String> scanned() {
    List<String> rows = new ArrayList<>();
    warehouse
        .scan(CAPS, "issuer_id", "valuation_date", "cap_usd")
        .where(Filter.is("knowledge", "latest"))
        .forEach(r -> rows.add(r.text(0) + " " + (r.whole(1, 0) - DAY) + " " + r.number(2, 0)));
    return rows;
  }

  private List<String> inTasks() {
    return warehouse
        .scan(CAPS, "issuer_id", "valuation_date", "cap_usd")
        .inTasks(
            rows -> {
              List<String> texts = new ArrayList<>();
              rows.forEachRemaining(
                  r ->
                      texts.add(
                          r.getUTF8String(0) + " " + (r.getInt(1) - DAY) + " " + r.getDouble(2)));
              return texts.iterator();
            })
        .collect();
  }

  /** Statements, one after the other, and the cap of I1 on the first day after them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "OPTIMIZE %s",
        "ALTER TABLE %s SET TBLPROPERTIES(delta.enableDeletionVectors = true);"
            + " DELETE FROM %s WHERE issuer_id = 'I1' AND cap_usd > 11",
        "ALTER TABLE %s SET TBLPROPERTIES(delta.columnMapping.mode = 'name');"
            + " ALTER TABLE %s DROP COLUMN status; ALTER TABLE %s ADD COLUMN status STRING",
        "ALTER TABLE %s SET TBLPROPERTIES(delta.columnMapping.mode = 'name');"
            + " ALTER TABLE %s RENAME COLUMN cap_usd TO old; ALTER TABLE %s ADD COLUMN cap_usd"
            + " DOUBLE; UPDATE %s SET cap_usd = old",
        "ALTER TABLE %s ADD COLUMN note STRING; UPDATE %s SET note = concat('of ', issuer_id)"
      })
  void isReadAndWritten(String statements) {
    String table = "delta.`" + warehouse.root() + "/valuation/issuer_caps`";
    for (String statement : statements.split(";")) {
      spark().sql(statement.replace("%s", table));
    }
    String all = "concat_ws(' ', issuer_id, datediff(valuation_date, DATE'2024-03-01'), cap_usd)";
    List<String> before = texts(table, all);
    assertThat(before).hasSizeGreaterThan(8);
    assertThat(scanned()).containsExactlyInAnyOrderElementsOf(before);
    assertThat(inTasks()).containsExactlyInAnyOrderElementsOf(before);
    List<String> further = columns(table);
    List<String> kept = texts(table, "to_json(struct(*))");

    DataFileWriter file = warehouse.rowFolder().create(CAPS);
    try (file) {
      file.text(Word.of("I2"))
          .whole(DAY + 1)
          .number(99)
          .missing()
          .text(Word.of("OK"))
          .text(Word.of("r1"));
      file.end();
      warehouse.replaceFiles(CAPS, List.of(file.finish()), replaced(SECOND), "r1");
    }
    List<String> after = new ArrayList<>(before);
    after.removeIf(row -> row.startsWith("I2"));
    after.add("I2 1 99.0");
    assertThat(scanned()).containsExactlyInAnyOrderElementsOf(after);
    kept.removeIf(row -> row.contains("\"I2\""));
    assertThat(texts(table, "to_json(struct(*))")).containsAll(kept);
    assertThat(columns(table)).isEqualTo(further);

    warehouse.appendRows(CAPS, List.of(row("I4", 2, 7)), "r2", warehouse.sequence(CAPS));
    warehouse.appendRows(CAPS, List.of(row("I5", 3, 8)), "r3");
    after.addAll(List.of("I4 2 7.0", "I5 3 8.0"));
    assertThat(scanned()).containsExactlyInAnyOrderElementsOf(after);
    assertThat(texts(table, all)).containsExactlyInAnyOrderElementsOf(after);
  }

  private List<String> columns(String table) {
    return List.of(spark().read().table(table).columns());
  }

  private List<String> texts(String table, String what) {
    List<String> texts = new ArrayList<>();
    spark()
        .sql("SELECT " + what + " FROM " + table)
        .collectAsList()
        .forEach(row -> texts.add(row.getString(0)));
    return texts;
  }
}
