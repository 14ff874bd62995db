package org.rerate.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.package$;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.testing.SharedData;

/**
 * The manifests of {@code examples/operate/kubernetes}, by the model of Kubernetes, and the
 * driver's pod that Spark itself makes of the application. Maven fetches Spark's jars for
 * Kubernetes.
 */
@Tag("slow")
class KubernetesSpecTest {

  private static final Path ROOT = SharedData.repository();
  private static final Path PROGRAM = ROOT.resolve("jobs/src/test/kubernetes");
  private static final Path MANIFESTS = ROOT.resolve("examples/operate/kubernetes");

  @TempDir static Path jars;

  @TempDir Path folder;

  @BeforeAll
  static void fetchJars() throws IOException, InterruptedException {
    Ended maven =
        run(
            List.of(
                "mvn",
                "-B",
                "-q",
                "-f",
                PROGRAM.resolve("pom.xml").toString(),
                "org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy-dependencies",
                "-Dspark.version=" + package$.MODULE$.SPARK_VERSION(),
                "-DincludeScope=runtime",
                "-DoutputDirectory=" + jars));
    assertThat(maven.status()).as(maven.text()).isZero();
  }

  private record Ended(int status, String text) {}

  private static Ended run(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("kubernetes", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(ROOT.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      int status = process.waitFor();
      return new Ended(status, Files.readString(out, StandardCharsets.UTF_8));
    } finally {
      Files.delete(out);
    }
  }

  private static Ended pod(Path cronJob) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@conf/java.options");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(ROOT.resolve("jobs/target/lib") + "/*:" + jars + "/*");
    command.add(PROGRAM.resolve("DriverPod.java").toString());
    command.add(cronJob.toString());
    command.add(MANIFESTS.resolve("sparkapplication.yaml").toString());
    return run(command);
  }

  @Test
  void sparkMakesThePodOfTheApplication() throws IOException, InterruptedException {
    Ended ended = pod(MANIFESTS.resolve("cronjob.yaml"));
    assertThat(ended.status()).as(ended.text()).isZero();
    assertThat(ended.text()).contains("# ConfigMap rerate-conf", "# CronJob rerate-daily");
    String yaml = ended.text().substring(ended.text().indexOf("---\n"));
    JsonNode spec = new ObjectMapper(new YAMLFactory()).readTree(yaml).get("spec");
    JsonNode driver = spec.at("/containers/0");
    assertThat(texts(driver.get("args")))
        .containsSubsequence(
            "driver",
            "--class",
            "org.rerate.jobs.cli.Main",
            "local:///opt/rerate/lib/rerate-jobs-0.1.0.jar",
            "backfill",
            "--resume",
            "--conf-dir",
            "/etc/rerate");
    assertThat(driver.at("/image").asText()).isEqualTo("registry.example.org/rerate-spark:0.1.0");
    // 3 GB of heap and Spark's tenth, which is at least 384 MB.
    assertThat(driver.at("/resources/limits/memory").asText()).isEqualTo("3456Mi");
    assertThat(driver.get("env").findValuesAsText("name"))
        .contains("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
    assertThat(spec.get("serviceAccountName").asText()).isEqualTo("spark");
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  void aFieldThatKubernetesDoesNotKnowIsRefused() throws IOException, InterruptedException {
    String manifests = Files.readString(MANIFESTS.resolve("cronjob.yaml"));
    Path wrong =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            manifests.replace("restartPolicy: Never", "restartPolicies: Never"));
    Ended ended = pod(wrong);
    assertThat(ended.status()).isNotZero();
    assertThat(ended.text()).contains("Unrecognized field \"restartPolicies\"");
  }
}
