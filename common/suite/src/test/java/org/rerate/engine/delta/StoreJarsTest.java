package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.VersionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rerate.domain.RerateException;

@Tag("fast")
class StoreJarsTest {

  @Test
  void aStoreWhoseJarIsMissingIsToldWithTheJar() {
    assertThatThrownBy(() -> WarehouseUri.qualify("s3a://desk/rerate"))
        .isInstanceOfSatisfying(
            RerateException.class, e -> assertThat(e.exit()).isEqualTo(RerateException.Exit.USAGE))
        .hasMessage(
            "the file system of this store is not installed: org.apache.hadoop.fs.s3a.S3AFileSystem"
                + " is missing. Put hadoop-aws-"
                + VersionInfo.getVersion()
                + ".jar with the AWS SDK 2 (bundle.jar) into RERATE_CLASSPATH, or give it to"
                + " spark-submit by --packages or --jars");
  }

  @Test
  void aSchemeThatNobodyKnowsIsToldAsOne() {
    assertThatThrownBy(() -> WarehouseUri.qualify("s4a://desk/rerate"))
        .hasMessage(
            "no file system is installed for 's4a://'. Check the spelling, or put its Hadoop file"
                + " system into RERATE_CLASSPATH");
  }

  @Test
  void whatTheJarNeedsItselfIsToldToo() {
    Exception failure =
        new IllegalStateException(
            new NoClassDefFoundError("software/amazon/awssdk/core/exception/SdkException"));
    assertThat(KnownFailure.told(failure).orElseThrow())
        .hasMessageContaining("with the AWS SDK 2 (bundle.jar) into RERATE_CLASSPATH");
    assertThat(KnownFailure.told(new IllegalStateException(new NoClassDefFoundError("org/a/B"))))
        .isEmpty();
  }

  @Test
  void theDefaultStoreIsThatOfTheSettings() {
    Map<String, String> settings = Map.of("spark.hadoop.fs.defaultFS", "viewfs://desk/");
    assertThat(HadoopSettings.of(settings).get("fs.defaultFS")).isEqualTo("viewfs://desk/");
    assertThat(WarehouseUri.qualify("viewfs://desk/w", settings)).isEqualTo("viewfs://desk/w");
    assertThat(WarehouseUri.qualify("/w")).isEqualTo("file:/w");
  }

  @Test
  void settingsOfHadoopComeWithoutTheirPrefix() {
    Configuration hadoop =
        HadoopSettings.of(Map.of("spark.hadoop.fs.s3a.endpoint", "e", "spark.ui.enabled", "x"));
    assertThat(hadoop.get("fs.s3a.endpoint")).isEqualTo("e");
    assertThat(hadoop.get("ui.enabled")).isNull();
  }
}
