package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.action.ActionContext;
import org.rerate.testing.SharedData;

/**
 * {@code register} in a Hive metastore with an embedded Derby: a session of another program, which
 * has nothing of ours, then reads the tables and views by name. Needs what {@code mvn
 * -Pdistribution package} leaves; Hive's jars come from Maven's repository.
 */
@Tag("slow")
class HiveMetastoreTest {

  private static final Path TARGET = SharedData.repository().resolve("jobs/target");

  private static final String SPARK_HIVE = "org.apache.spark:spark-hive_2.13:4.2.0";

  /** What a Spark distribution has for Hive, and our class path lacks. */
  private static final Pattern HIVES =
      Pattern.compile(
          ".*_(spark-hive|hive-|derby|datanucleus|javax.jdo|jdo-|libthrift|libfb303|bonecp|HikariCP"
              + "|stax|antlr-runtime|ST4|stringtemplate|joda-time|jodd|commons-(cli|dbcp|pool"
              + "|logging|lang-2|collections-3)|transaction-api|jta|JLargeArrays|http|jackson-(core"
              + "|mapper)-asl).*");

  @TempDir Path folder;

  @Test
  void aPlainSessionReadsTheTablesByName() throws IOException, InterruptedException {
    assumeThat(TARGET.resolve("rerate-spark-" + ActionContext.VERSION + ".jar"))
        .as("mvn -Pdistribution package makes the jar")
        .exists();
    Path warehouse = load("one", "B1,One\nB2,Two\n");
    Path other = load("other", "B1,One\n");
    try (SparkHome home = SparkHome.withDelta(folder.resolve("home"))) {
      linkHive(home);
      assertThat(register(home, warehouse)).as(home.said(Submission.LOG)).isZero();
      assertThat(home.said(Submission.LOG)).containsPattern("knows \\d+ tables and \\d+ views");
      assertThat(register(home, warehouse)).as(home.said(Submission.LOG)).isZero();

      assertThat(
              answers(
                  home,
                  "SELECT count(*) FROM market.baskets",
                  "SELECT name FROM market.baskets_current WHERE basket_id = 'B2'",
                  "SELECT status FROM ops.runs"))
          .containsExactly("2", "Two", "DONE");

      assertThat(register(home, other)).isEqualTo(2);
      assertThat(home.said(Submission.LOG)).contains("knows market.baskets as the table at file:");
    }
  }

  private Path load(String name, String baskets) throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed-" + name));
    Files.writeString(feed.resolve("baskets.csv"), "basket_id,name\n" + baskets);
    Path warehouse = folder.resolve(name);
    assertThat(new Cli(warehouse).run("ingest", feed.toString()).status()).isZero();
    return warehouse;
  }

  /** Spark's own distribution has these jars; we do not. */
  private static void linkHive(SparkHome home) throws IOException, InterruptedException {
    Path ivy = TARGET.resolve("home-of-ivy-for-hive");
    Process asked =
        Submission.to("local[1]").sparkJar().packages(SPARK_HIVE, ivy).start(home, "--version");
    assertThat(asked.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(asked.exitValue()).as(home.said(Submission.LOG)).isZero();
    try (Stream<Path> found = Files.walk(ivy)) {
      for (Path jar : found.filter(file -> file.toString().endsWith(".jar")).toList()) {
        if (HIVES.matcher(jar.getFileName().toString()).matches()
            && jar.getParent().endsWith("jars")) {
          Path link = home.jars().resolve(jar.getFileName());
          if (!Files.exists(link)) {
            Files.createSymbolicLink(link, jar);
          }
        }
      }
    }
  }

  private List<String> metastore() {
    Path database = folder.resolve("metastore");
    return List.of(
        "spark.hadoop.javax.jdo.option.ConnectionURL=jdbc:derby:;databaseName="
            + database
            + ";create=true",
        "spark.hadoop.hive.metastore.warehouse.dir=" + folder.resolve("managed"),
        "spark.hadoop.hive.metastore.schema.verification=false",
        "spark.hadoop.datanucleus.schema.autoCreateAll=true");
  }

  private int register(SparkHome home, Path warehouse) throws IOException, InterruptedException {
    Submission submission = Submission.to("local[2]").sparkJar();
    metastore().forEach(submission::conf);
    Process driver = submission.start(home, "register", "--warehouse", warehouse.toString());
    assertThat(driver.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return driver.exitValue();
  }

  private List<String> answers(SparkHome home, String... questions)
      throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(List.of("-Xmx1g"));
    metastore().forEach(setting -> options.add("-D" + setting));
    Path program = SharedData.repository().resolve("jobs/src/test/hive/PlainSession.java");
    Process plain = home.start("plain", options, program.toString(), List.of(questions));
    assertThat(plain.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(plain.exitValue()).as(home.said("plain")).isZero();
    return home.said("plain")
        .lines()
        .filter(line -> line.startsWith("answer: "))
        .map(line -> line.substring("answer: ".length()))
        .toList();
  }
}
