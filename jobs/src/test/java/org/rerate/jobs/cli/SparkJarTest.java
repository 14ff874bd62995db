package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.action.ActionContext;
import org.rerate.testing.SharedData;

/**
 * The jar without Spark, submitted as the manual says from a home that holds Spark's jars only, in
 * client and cluster mode, to a standalone cluster and to YARN: the tables are those of a local
 * run, and a failure is a failure. Needs what {@code mvn -Pdistribution package} leaves.
 */
@Tag("slow")
class SparkJarTest {

  private static final Path TARGET = SharedData.repository().resolve("jobs/target");

  @TempDir static Path folder;
  private static Path settings;
  private static SmallFeeds feeds;
  private static List<String> local;

  @TempDir Path warehouse;

  @BeforeAll
  static void loadHere() throws IOException {
    assumeThat(TARGET.resolve("rerate-spark-" + ActionContext.VERSION + ".jar"))
        .as("mvn -Pdistribution package makes the jar")
        .exists();
    settings = SmallFeeds.settings(folder);
    feeds = SmallFeeds.write(folder.resolve("feeds"));
    Cli cli = new Cli(folder.resolve("local"), settings);
    assertThat(cli.run(feeds.first().toArray(String[]::new)).status()).isEqualTo(3);
    assertThat(cli.run("value", "--from", "2026-01-05").status()).isZero();
    local = tables(cli);
  }

  private static List<String> tables(Cli cli) {
    List<String> tables = SmallFeeds.tables(cli, SmallFeeds::isTable);
    assertThat(tables).hasSizeGreaterThan(5);
    return tables;
  }

  private String[] ingest() {
    return here(feeds.first());
  }

  private String[] value() {
    return here(List.of("value", "--from", "2026-01-05"));
  }

  private String[] here(List<String> command) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("--warehouse", warehouse.toString(), "--conf", settings.toString()));
    return all.toArray(String[]::new);
  }

  @Test
  void onAStandaloneClusterInClientMode() throws IOException, InterruptedException {
    try (Standalone cluster = new Standalone(SparkHome.stock(folder.resolve("standalone")))) {
      Submission byName = cluster.submission().sparkJar().packages();
      assertThat(cluster.submit(byName, ingest())).as(cluster.said()).isEqualTo(3);
      assertThat(cluster.submit(byName, value())).as(cluster.said()).isZero();
    }
    assertThat(tables(new Cli(warehouse, settings))).isEqualTo(local);
  }

  /** Spark gives jars of {@code --packages} to the driver alone in this mode. */
  @Test
  void onAStandaloneClusterInClusterMode() throws IOException, InterruptedException {
    try (Standalone cluster = new Standalone(SparkHome.withDelta(folder.resolve("there")))) {
      Submission there = cluster.submission().sparkJar().mode("cluster");
      // The submission ends with 0 whatever becomes of the driver.
      assertThat(cluster.submit(there, ingest())).as(cluster.said()).isZero();
      assertThat(cluster.submit(there, value())).as(cluster.said()).isZero();
      assertThat(tables(new Cli(warehouse, settings))).as(cluster.saidThere()).isEqualTo(local);
    }
  }

  @Test
  void onYarnInClusterAndInClientMode() throws IOException, InterruptedException {
    Path root = folder.resolve("yarn");
    try (Stream<Path> hadoop = Files.list(TARGET.resolve("yarn"));
        SparkHome home = SparkHome.stock(root)) {
      for (Path jar : hadoop.toList()) {
        Files.createSymbolicLink(home.jars().resolve(jar.getFileName()), jar);
      }
      Path program = SharedData.repository().resolve("jobs/src/test/yarn/MiniYarn.java");
      String site = home.conf().resolve("yarn-site.xml").toString();
      home.start("yarn", List.of("-Xmx512m"), program.toString(), List.of(site));
      home.await("yarn", "STARTED", 1);

      // The refused file of the feed is status 3, which YARN has to call a failure.
      assertThat(submit(home, "cluster", ingest())).as(home.said(Submission.LOG)).isEqualTo(1);
      assertThat(home.said(Submission.LOG)).contains("rerate ended with status 3");
      assertThat(submit(home, "cluster", value())).as(home.said(Submission.LOG)).isZero();
      assertThat(submit(home, "client", value())).as(home.said(Submission.LOG)).isZero();
    }
    assertThat(tables(new Cli(warehouse, settings))).isEqualTo(local);
  }

  private static int submit(SparkHome home, String mode, String... arguments)
      throws IOException, InterruptedException {
    Process driver =
        Submission.to("yarn")
            .sparkJar()
            .packages()
            .mode(mode)
            .conf("spark.executor.instances=1")
            .conf("spark.yarn.jars=local:" + home.jars() + "/*")
            .start(home, arguments);
    assertThat(driver.waitFor(5, TimeUnit.MINUTES)).as("the job ends").isTrue();
    return driver.exitValue();
  }
}
