package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code register}: a plain Spark and Delta session reads the tables by name. */
class RegisterTest {

  @Test
  void aPlainSessionReadsTheTablesByName(@TempDir Path folder) throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed"));
    Files.writeString(feed.resolve("baskets.csv"), "basket_id,name\nB1,One\nB2,Two\n");
    Cli cli = new Cli(folder.resolve("it's a warehouse"));
    assertThat(cli.run("ingest", feed.toString()).status()).isZero();

    assertThat(cli.run("register"))
        .satisfies(refused -> assertThat(refused.status()).isEqualTo(2))
        .satisfies(refused -> assertThat(refused.err()).contains("no Hive metastore is named"));
    Cli.Ended printed = cli.run("register", "--dry-run");
    assertThat(printed.status()).as(printed.err()).isZero();
    assertThat(printed.lines()).allMatch(line -> line.endsWith(";"));

    SparkSession plain = SparkSession.getDefaultSession().get().newSession();
    plain
        .conf()
        .set("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    try {
      for (String line : printed.lines()) {
        plain.sql(line.substring(0, line.length() - 1));
      }
      assertThat(plain.sql("SELECT * FROM market.baskets").count()).isEqualTo(2);
      assertThat(plain.sql("SELECT * FROM market.baskets_current").count()).isEqualTo(2);
      assertThat(plain.sql("SELECT status FROM ops.runs").collectAsList().get(0).getString(0))
          .isEqualTo("DONE");
    } finally {
      plain.sql("DROP SCHEMA IF EXISTS market CASCADE");
      plain.sql("DROP SCHEMA IF EXISTS ops CASCADE");
      plain.sql("DROP SCHEMA IF EXISTS raw CASCADE");
    }
  }
}
