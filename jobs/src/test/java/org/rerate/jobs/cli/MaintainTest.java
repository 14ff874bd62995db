package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code maintain} says, and where: results on standard output, all else beside it. */
class MaintainTest {

  @Test
  void itTellsOfFiles(@TempDir Path folder) throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed"));
    Files.writeString(feed.resolve("baskets.csv"), "basket_id,name\nB1,One\nB2,Two\n");
    Cli cli = new Cli(folder.resolve("w"));
    Cli.Ended loaded = cli.run("ingest", feed.toString());
    assertThat(loaded.status()).as(loaded.err()).isZero();

    Cli.Ended plan = cli.run("maintain", "--dry-run", "--format", "csv");
    assertThat(plan.status()).as(plan.err()).isZero();
    assertThat(plan.out())
        .startsWith("table,files,small_files,bytes,action")
        .contains("\nmarket.baskets,1,1,");
    assertThat(plan.err()).doesNotContain("vacuum");

    Path left = Files.writeString(folder.resolve("w/market/baskets/left.parquet"), "x");
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
    Cli.Ended done = cli.run("maintain", "--format", "csv");
    assertThat(done.status()).as(done.err()).isZero();
    assertThat(done.out())
        .startsWith("table,files,small_files,bytes,action")
        .doesNotContain("Deleted", "vacuum");
    assertThat(done.err())
        .contains("market.baskets: vacuum", "    Deleted 1 ", "ops.run_files: no file to delete");
    assertThat(left).doesNotExist();

    Cli.Ended quiet = cli.run("maintain", "--quiet", "--format", "csv");
    assertThat(quiet.status()).as(quiet.err()).isZero();
    assertThat(quiet.err()).isEmpty();
  }
}
