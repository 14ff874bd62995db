package org.rerate.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rerate.action.ActionContext;
import org.rerate.testing.SharedData;

/** What is said to spark-submit before the name of the jar. */
final class Submission {

  /** Where the output of the submitting process goes. */
  static final String LOG = "driver";

  private static final Path TARGET = SharedData.repository().resolve("jobs/target");

  private final List<String> options = new ArrayList<>();
  private final List<String> java = new ArrayList<>(List.of("-Xmx1g"));
  private String driverOptions = SparkHome.THRIFTY;
  private Path jar;

  private Submission() {}

  static Submission to(String master) {
    Submission submission = new Submission();
    submission.options.addAll(List.of("--master", master));
    submission.options.addAll(List.of("--class", Main.class.getName()));
    submission.options.addAll(List.of("--driver-memory", "1g", "--executor-memory", "1g"));
    return submission
        .conf("spark.driver.host=127.0.0.1")
        .conf("spark.standalone.submit.waitAppCompletion=true")
        .conf("spark.executor.extraJavaOptions=" + SparkHome.THRIFTY)
        .conf("spark.sql.codegen.wholeStage=false")
        .conf("spark.sql.shuffle.partitions=2");
  }

  Submission conf(String setting) {
    options.addAll(List.of("--conf", setting));
    return this;
  }

  Submission mode(String deployMode) {
    options.addAll(List.of("--deploy-mode", deployMode));
    return this;
  }

  Submission jar(Path file) {
    jar = file;
    return this;
  }

  /** Java options of the driver, besides those of Spark's own. */
  Submission driverOptions(String more) {
    driverOptions += " " + more;
    return this;
  }

  /** The jar without Spark. */
  Submission sparkJar() {
    return jar(TARGET.resolve("rerate-spark-" + ActionContext.VERSION + ".jar"));
  }

  /** Delta by name. */
  Submission packages() {
    return packages("io.delta:delta-spark_4.2_2.13:4.4.0", TARGET.resolve("home-of-ivy"));
  }

  /**
   * Jars by name, which Ivy puts below {@code ivy}. It looks into no other home: in the repository
   * of one that builds with Maven, files that Maven never needed are missing.
   */
  Submission packages(String names, Path ivy) {
    options.addAll(List.of("--packages", names));
    java.add("-Duser.home=" + ivy);
    return this;
  }

  Process start(SparkHome home, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(options);
    String needed =
        String.join(
            " ",
            Files.readAllLines(SharedData.repository().resolve("conf/java.options")).stream()
                .filter(line -> line.startsWith("-"))
                .toList());
    all.addAll(List.of("--conf", "spark.driver.extraJavaOptions=" + needed + " " + driverOptions));
    all.add(jar.toString());
    all.addAll(List.of(arguments));
    return home.start(LOG, java, "org.apache.spark.deploy.SparkSubmit", all);
  }
}
