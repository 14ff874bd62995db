package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse's life on an object store, with its settings given in each of the three ways. */
@Tag("slow")
class ObjectStoreTest {

  private static final String MAIN = Main.class.getName();

  private static final String COUNT = "SELECT count(*) AS rows FROM valuation.basket_valuations";

  @TempDir Path folder;

  @Test
  void theTablesAreThoseOfALocalWarehouse() throws IOException, InterruptedException {
    SmallFeeds feeds = SmallFeeds.write(folder);
    Installation installation = Installation.small(folder);
    Path plain = installation.settings();
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
    Cli local = new Cli(folder.resolve("w"), installation);
    List<Integer> expected = new ArrayList<>();
    for (List<String> command : life) {
      expected.add(local.run(command.toArray(String[]::new)).status());
    }
    assertThat(expected).containsExactly(3, 0, 0, 0, 0, 0, 0, 0);

    try (ObjectStore store = new ObjectStore(folder)) {
      // conf/rerate.conf of an installation
      Path home = installation.home();
      store.settings(home.resolve("conf/rerate.conf"), plain);
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

      assertExplainedAlike(store, home, local);
      assertReportedAlike(store, home, local);
      assertServed(store, home, local);

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

  private static Cli.Ended asked(ObjectStore store, Path home, String... command)
      throws IOException, InterruptedException {
    Cli.Ended ended = store.run(home, MAIN, inStore(List.of(command)));
    assertThat(ended.status()).as(ended.err()).isZero();
    return ended;
  }

  /** What is told of a figure, but for when the rows of the two warehouses were loaded. */
  private void assertExplainedAlike(ObjectStore store, Path home, Cli local)
      throws IOException, InterruptedException {
    String[] explain = {
      "explain", "--basket", "us", "--on", "2026-01-20", "--basis", "CY2026", "--format", "csv"
    };
    Cli.Ended expected = local.run(explain);
    assertThat(expected.status()).as(expected.err()).isZero();
    assertThat(untimed(asked(store, home, explain).lines()))
        .isNotEmpty()
        .isEqualTo(untimed(expected.lines()));
  }

  private static List<String> untimed(List<String> lines) {
    return lines.stream()
        .map(
            line ->
                line.replaceAll(
                    "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z|\\d{8}T[0-9.]+Z-[a-z0-9-]+", "TIME"))
        .toList();
  }

  private void assertReportedAlike(ObjectStore store, Path home, Cli local)
      throws IOException, InterruptedException {
    Path ours = folder.resolve("report-local");
    Path stored = folder.resolve("report-store");
    assertThat(local.run("report", "small", "--out", ours.toString()).status()).isZero();
    asked(store, home, "report", "small", "--out", stored.toString());
    assertThat(numbers(stored)).isNotEmpty().isEqualTo(numbers(ours));
  }

  /**
   * The files of a report, those of numbers with what they hold. Its list of runs has versions of
   * tables, and Delta logs a clean-up as versions on disks only.
   */
  private static List<String> numbers(Path report) throws IOException {
    try (Stream<Path> files = Files.walk(report)) {
      List<String> numbers = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        String name = report.relativize(file).toString();
        numbers.add(
            name + (name.matches(".*(?<!/runs)[.]csv") ? untimed(Files.readAllLines(file)) : ""));
      }
      return numbers;
    }
  }

  private void assertServed(ObjectStore store, Path home, Cli local)
      throws IOException, InterruptedException {
    List<String> serve = inStore(List.of("serve", "--port", "0", "--http", "0"));
    try (ObjectStore.Begun server = store.begin(home, MAIN, serve)) {
      String site = server.told(Pattern.compile("(http://localhost:[0-9]+)/"));
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(
                      site
                          + "/sql?format=csv&q="
                          + URLEncoder.encode(COUNT, StandardCharsets.UTF_8)))
              .build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body().lines().toList())
          .isEqualTo(local.run("sql", "--format", "csv", "-e", COUNT).lines());
    }
  }

  private static List<String> inStore(List<String> command) {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("--warehouse", "s3a://desk/rerate"));
    return line;
  }
}
