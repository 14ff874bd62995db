package org.rerate.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class SettingsTest {

  private static final String ENDPOINT = "spark.hadoop.fs.s3a.endpoint";

  @TempDir Path home;

  private Map<String, String> spark(Map<String, String> environment) {
    return Settings.load(ConfFolders.of(home), null, environment, Map.of()).spark();
  }

  private void configured(String hocon) throws IOException {
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(home.resolve("conf/rerate.conf"), hocon);
  }

  @Test
  void aNameMayBeTheStartOfAnother() throws IOException {
    configured(
        """
        spark {
          "hadoop.fs.s3a.endpoint" = one
          "hadoop.fs.s3a.endpoint.region" = two
          sql.shuffle.partitions = 7
        }
        """);
    assertThat(spark(Map.of()))
        .containsEntry(ENDPOINT, "one")
        .containsEntry(ENDPOINT + ".region", "two")
        .containsEntry("spark.sql.shuffle.partitions", "7");
  }

  @Test
  void sparkSubmitWinsOverFilesHoweverTheyNestTheName() throws IOException {
    configured("spark.hadoop.fs.s3a.endpoint = file");
    System.setProperty(ENDPOINT, "submitted");
    try {
      assertThat(spark(Map.of())).containsEntry(ENDPOINT, "submitted").hasSize(1);
      assertThat(Settings.load(ConfFolders.of(home), null, Map.of(), Map.of()).lines())
          .anySatisfy(
              line -> assertThat(line).contains("submitted", "s3a.endpoint", "# spark-submit"));
    } finally {
      System.clearProperty(ENDPOINT);
    }
  }

  @Test
  void sparksOwnFileIsBelowOurs() throws IOException {
    Files.writeString(
        home.resolve("spark-defaults.conf"),
        ENDPOINT + " theirs\nspark.hadoop.fs.s3a.path.style.access true\nnone.of.sparks 1\n");
    configured("spark.\"hadoop.fs.s3a.endpoint\" = ours");
    assertThat(spark(Map.of("SPARK_CONF_DIR", home.toString())))
        .containsOnly(
            Map.entry(ENDPOINT, "ours"),
            Map.entry("spark.hadoop.fs.s3a.path.style.access", "true"));
  }
}
