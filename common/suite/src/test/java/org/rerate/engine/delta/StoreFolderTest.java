package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.RerateException;

/** Texts written to a path, a URI, and a file system that is reached by its settings. */
@Tag("fast")
class StoreFolderTest {

  @TempDir Path folder;

  private void written(String place, Map<String, String> settings) throws IOException {
    Path file = folder.resolve("runs/today.json");
    StoreFolder.write(place, "a long first text", settings);
    assertThat(file).hasContent("a long first text");
    StoreFolder.write(place, "second", settings);
    assertThat(file).hasContent("second");
    assertThat(file.getParent())
        .as("nothing is left beside it")
        .isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void toAPathWhateverTheDefaultStoreIs() throws IOException {
    written(
        folder.resolve("runs/today.json").toString(),
        Map.of("spark.hadoop.fs.defaultFS", "hdfs://nowhere:1"));
  }

  @Test
  void toAUri() throws IOException {
    written(folder.toUri() + "runs/today.json", Map.of());
  }

  @Test
  void toAnotherFileSystemByRenaming() throws IOException {
    written(
        "viewfs://desk/out/runs/today.json",
        Map.of("spark.hadoop.fs.viewfs.mounttable.desk.link./out", folder.toUri().toString()));
  }

  @Test
  void aStoreWhoseJarIsMissingIsNamed() {
    assertThatThrownBy(() -> StoreFolder.write("s3a://desk/today.json", "", Map.of()))
        .isInstanceOfSatisfying(
            RerateException.class, e -> assertThat(e.exit()).isEqualTo(RerateException.Exit.USAGE))
        .hasMessageContaining("hadoop-aws-");
  }
}
