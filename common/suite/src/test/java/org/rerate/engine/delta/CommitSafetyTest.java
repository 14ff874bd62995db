package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which stores let several processes commit. */
@Tag("fast")
class CommitSafetyTest {

  private static final String S3 = "s3a://desk/rerate";

  private static boolean admits(String warehouse, String... settings) {
    SparkConf started = new SparkConf(false);
    for (int i = 0; i < settings.length; i += 2) {
      started.set(settings[i], settings[i + 1]);
    }
    return CommitSafety.admitsOthers(warehouse, started);
  }

  @Test
  void thoseThatCreateAFileOnlyIfItIsNotThere() {
    assertThat(admits("file:/tmp/warehouse")).isTrue();
    assertThat(admits("hdfs://name/rerate")).isTrue();
    assertThat(admits("abfss://desk@account.dfs.core.windows.net/rerate")).isTrue();
    assertThat(admits("gs://desk/rerate")).isTrue();
    assertThat(admits(S3)).isFalse();
    assertThat(admits("oss://desk/rerate")).isFalse();
  }

  @Test
  void onS3ByTheLogStore() {
    String key = "spark.delta.logStore.s3a.impl";
    assertThat(admits(S3, key, "io.delta.storage.S3SingleDriverLogStore")).isFalse();
    assertThat(admits(S3, key, "io.delta.storage.S3DynamoDBLogStore")).isTrue();
    assertThat(admits(S3, key, "org.example.ConditionalLogStore")).isTrue();
    assertThat(admits(S3, key, ConditionalLogStore.class.getName())).isTrue();
    assertThat(CommitSafety.needsConditions(S3, new SparkConf(false))).isFalse();
    assertThat(
            CommitSafety.needsConditions(
                S3, new SparkConf(false).set(key, ConditionalLogStore.class.getName())))
        .isTrue();
    assertThat(admits("s3://desk/rerate", key, "io.delta.storage.S3DynamoDBLogStore")).isFalse();
  }
}
