package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.testing.SharedData;

/** A warehouse's life on an object store, with its settings given in each of the three ways. */
@Tag("slow")
class ObjectStoreTest {

  private static final String MAIN = Main.class.getName();

  private static final String COUNT = "SELECT count(*) AS rows FROM valuation.basket_valuations";

  @TempDir Path folder;

  @Test
  void theTablesAreThoseOfALocalWarehouse() throws IOException, InterruptedException {
    SmallFeeds feeds = SmallFeeds.write(folder);
    Path plain = SmallFeeds.settings(folder);
    List<List<String>> life =
        List.of(
            feeds.first(),
            feeds.second(),
            feeds.second(),
            List.of("value"),
            feeds.day(3),
            List.of("value"),
            List.of("maintain"),
            List.of("check"));
    Cli local = new Cli(folder.resolve("w"), plain);
    List<Integer> expected = new ArrayList<>();
    for (List<String> command : life) {
      expected.add(local.run(command.toArray(String[]::new)).status());
    }
    assertThat(expected).containsExactly(3, 0, 0, 0, 0, 0, 0, 0);

    try (ObjectStore store = new ObjectStore(folder)) {
      // conf/rerate.conf of an installation
      Path home = Files.createDirectories(folder.resolve("home/conf")).getParent();
      store.settings(home.resolve("conf/rerate.conf"), plain);
      Files.copy(
          SharedData.repository().resolve("conf/maintenance.conf"),
          home.resolve("conf/maintenance.conf"));
      for (int i = 0; i < life.size(); i++) {
        Cli.Ended ended = store.run(home, MAIN, inStore(life.get(i)));
        assertThat(ended.status()).as(life.get(i) + ended.err()).isEqualTo(expected.get(i));
      }

      // --conf FILE
      Path file = store.settings(folder.resolve("store.conf"), plain);
      List<String> asked =
          new ArrayList<>(inStore(List.of("sql", "--format", "csv", "-e", SmallFeeds.question())));
      asked.addAll(List.of("--conf", file.toString()));
      Cli.Ended answered = store.run(folder, MAIN, asked);
      assertThat(answered.status()).as(answered.err()).isZero();
      assertThat(SmallFeeds.sorted(answered, SmallFeeds::isTable))
          .isEqualTo(SmallFeeds.tables(local, SmallFeeds::isTable));

      // spark-submit
      List<String> submission = new ArrayList<>(List.of("--master", "local[2]", "--class", MAIN));
      for (String setting : store.settings()) {
        submission.addAll(List.of("--conf", setting));
      }
      submission.add("spark-internal");
      submission.addAll(inStore(List.of("sql", "--format", "csv", "-e", COUNT)));
      submission.addAll(List.of("--conf", plain.toString()));
      Cli.Ended submitted = store.run(folder, "org.apache.spark.deploy.SparkSubmit", submission);
      assertThat(submitted.status()).as(submitted.err()).isZero();
      assertThat(submitted.lines())
          .isEqualTo(local.run("sql", "--format", "csv", "-e", COUNT).lines());
    }
  }

  private static List<String> inStore(List<String> command) {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("--warehouse", "s3a://desk/rerate"));
    return line;
  }
}
