package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.rerate.domain.Secrets;
import org.rerate.testing.TestSession;

class SessionsTest {

  @Test
  void sparkMasksTheSettingsThatTheCommandsMask() {
    Pattern masked =
        Pattern.compile(Sessions.defaults("local[4]", "file:/w").get("spark.redaction.regex"));
    for (String setting :
        new String[] {
          "spark.hadoop.fs.s3a.secret.key",
          "spark.hadoop.fs.azure.account.key.desk",
          "events.token",
          "spark.ssl.keyStorePassword",
          "spark.hadoop.fs.s3a.aws.credentials.provider",
          "spark.hadoop.fs.s3a.token.provider.extra",
          "spark.sql.shuffle.partitions"
        }) {
      assertThat(masked.matcher(setting).find()).as(setting).isEqualTo(Secrets.isSecret(setting));
    }
  }

  @Test
  void whatSavesTimeOnOneMachineIsSetThereAlone() {
    assertThat(Sessions.defaults("local[4]", "file:/w"))
        .containsEntry("spark.ui.enabled", "false")
        .containsEntry("spark.databricks.delta.snapshotPartitions", "1")
        .containsEntry("spark.default.parallelism", "2");
    for (String cluster : new String[] {"spark://a:7077", "yarn", "local-cluster[2,1,1024]", ""}) {
      assertThat(Sessions.defaults(cluster, "s3a://desk/w"))
          .as(cluster)
          .containsEntry("spark.sql.session.timeZone", "UTC")
          .doesNotContainKeys(
              "spark.ui.enabled",
              "spark.driver.host",
              "spark.databricks.delta.snapshotPartitions",
              "spark.default.parallelism",
              "spark.hadoop.fs.file.impl",
              "spark.sql.sources.parallelPartitionDiscovery.parallelism");
    }
  }

  @Test
  void aLocalSessionCopiesNoDefaultsOfClustersAround() {
    SparkSession spark = TestSession.get();
    Configuration copied = spark.sessionState().newHadoopConf();
    assertThat(copied.get("mapreduce.map.memory.mb")).isNull();
    assertThat(copied.get("yarn.resourcemanager.address")).isNull();
    assertThat(copied.get("io.file.buffer.size")).isNotNull();
    assertThat(copied.size()).isLessThan(new JobConf().size() / 2);
  }

  @Test
  void whatSomebodySetStays() {
    Configuration settings = new JobConf();
    settings.set("mapreduce.job.reduces", "7");
    HadoopSettings.withoutClusters(settings);
    assertThat(settings.get("mapreduce.job.reduces")).isEqualTo("7");
    assertThat(settings.get("mapreduce.job.maps")).isNull();
  }
}
