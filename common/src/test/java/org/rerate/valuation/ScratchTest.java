package org.rerate.valuation;

import java.nio.file.*;
import java.time.*;
import java.util.*;
import org.apache.spark.sql.*;
import org.apache.spark.sql.Dataset;
import org.junit.jupiter.api.Test;
import org.rerate.domain.*;
import org.rerate.methodology.*;
import org.rerate.series.*;
import org.rerate.storage.*;
import org.rerate.table.*;

class ScratchTest {
  static Methodology def() {
    return new Methodology(
        "default",
        Methodology.ShareClassPolicy.SUM_OF_LINES,
        CalendarYear.TIME_WEIGHTED,
        10,
        10,
        180,
        1,
        0.5,
        0,
        List.of("CY-1", "CY", "CY+1", "NTM", "FY1", "FY2", "LFY", "TTM"),
        Map.of("EX_MEMORY", List.of("MEMORY")),
        Map.of());
  }

  @Test
  void run() throws Exception {
    String world = System.getenv().getOrDefault("WORLD", "world-101");
    Path feed = Path.of("/work/shared/data/worlds/" + world + "/feed");
    Path wh = Path.of("/tmp/scratch-wh-" + world);
    org.apache.commons.io.FileUtils.deleteDirectory(wh.toFile());
    SparkSession spark =
        Sessions.open(
            "t",
            "local[2]",
            Warehouse.qualify(wh.toString()),
            Map.of("spark.sql.shuffle.partitions", "2"));
    Warehouse w = Warehouse.of(spark);
    for (FeedSpec f : MarketTables.ALL) {
      Path p = feed.resolve(f.name() + ".csv");
      if (!Files.exists(p)) continue;
      Dataset<Row> raw =
          spark
              .read()
              .option("header", true)
              .option("escape", "\"")
              .option("multiLine", true)
              .csv(p.toString());
      for (String c : raw.columns())
        raw = raw.withColumnRenamed(c, c.toLowerCase(Locale.ROOT).replace("\uFEFF", ""));
      List<Column> cols = new ArrayList<>();
      List<String> have = Arrays.asList(raw.columns());
      for (ColumnSpec c : f.feedColumns()) {
        Column v = have.contains(c.name()) ? functions.col(c.name()) : functions.lit(null);
        v = v.cast(c.kind().type());
        if (c.defaultValue() != null)
          v = functions.coalesce(v, functions.lit(c.defaultValue()).cast(c.kind().type()));
        if (c.name().equals("known_at"))
          v =
              functions.coalesce(
                  v,
                  f.businessDay() == null
                      ? functions.lit("1900-01-01").cast("timestamp")
                      : functions.expr(
                          "timestamp_micros(unix_micros(cast(date_add(cast("
                              + f.businessDay()
                              + " as date),1) as timestamp)) - 1)"));
        cols.add(v.as(c.name()));
      }
      Dataset<Row> d =
          raw.select(cols.toArray(Column[]::new))
              .dropDuplicates()
              .withColumn("source_mapping", functions.lit("x"))
              .withColumn("source_file", functions.lit("f"))
              .withColumn("source_line", functions.lit(1L))
              .withColumn("run_id", functions.lit("r1"))
              .withColumn("ingested_at", functions.lit(Instant.parse("2026-11-01T00:00:00Z")));
      w.append(f.table(), d, "r1", 0);
    }
    new SeriesStore(w).catchUp("r1");
    for (Knowledge k : List.of(Knowledge.LATEST, Knowledge.AS_WAS)) {
      Cut cut = new Cut(k, null);
      References r = new References(w, cut);
      int[] days = r.valuationDays(Integer.MIN_VALUE, Integer.MAX_VALUE);
      Memberships m = r.memberships();
      long t = System.nanoTime();
      new Valuation(w, "r1")
          .write(
              Plan.of(def(), cut, days, List.of()),
              m.baskets().stream()
                  .map(b -> new BasketRequest(b, Membership.POINT_IN_TIME))
                  .toList());
      System.out.println(k + " " + days.length + " days " + (System.nanoTime() - t) / 1e9);
      for (TableSpec s :
          List.of(
              ValuationTables.ISSUER_CAPS,
              ValuationTables.ISSUER_EARNINGS,
              ValuationTables.BASKET_VALUATIONS)) {
        w.read(s)
            .where("knowledge='" + k + "'")
            .coalesce(1)
            .write()
            .mode("overwrite")
            .option("header", true)
            .csv("/tmp/scratch-out/" + world + "/" + s.name() + "." + k);
      }
    }
  }
}
