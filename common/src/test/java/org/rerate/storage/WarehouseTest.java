package org.rerate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.table.MarketTables;

class WarehouseTest {

  @Test
  void viewsAndEmptyTablesAreAnswered(@TempDir Path folder) {
    SparkSession spark =
        Sessions.open("test", "local[2]", Warehouse.qualify(folder.toString()), Map.of());
    Warehouse warehouse = Warehouse.of(spark);
    assertThat(spark.sql("SELECT * FROM market.fx").count()).isZero();
    assertThat(spark.sql("SELECT * FROM market.fx_current").count()).isZero();
    var rows =
        spark.sql(
            "SELECT 'CNY' currency, DATE'2024-01-01' rate_date, 0.14D usd_per_unit,"
                + " TIMESTAMP'2024-01-02' known_at, false retracted, 'x' source_mapping,"
                + " 'f' source_file, 2L source_line, 'r1' run_id, now() ingested_at");
    long v = warehouse.append(MarketTables.FX.table(), rows, "r1", 0);
    assertThat(v).isZero();
    assertThat(warehouse.sequence(MarketTables.FX.table())).isEqualTo(1);
    assertThat(spark.sql("SELECT * FROM market.fx_current").count()).isEqualTo(1);
    spark.sql("DESCRIBE market.fx").show(false);
    spark.sql("DESCRIBE market.fx_current").show(false);
    assertThat(spark.sql("SELECT * FROM ops.runs").count()).isZero();
    try {
      warehouse.append(MarketTables.FX.table(), rows, "r2", 0);
      assertThat(false).isTrue();
    } catch (org.rerate.domain.RerateException e) {
      assertThat(e).hasMessageContaining("same time");
    }
  }
}
