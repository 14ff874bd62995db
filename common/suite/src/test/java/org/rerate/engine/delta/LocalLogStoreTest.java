package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.storage.HDFSLogStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of writers that race for a version of a table, one gets it. */
@Tag("fast")
class LocalLogStoreTest {

  private static final int VERSIONS = 300;

  private static final int WRITERS = 4;

  @TempDir java.nio.file.Path log;

  private final Configuration settings = new Configuration();

  /** Each writer with a store of its own, as in a process of its own. */
  private List<String> committed(int writer) throws IOException {
    LocalLogStore store = new LocalLogStore(settings);
    List<String> committed = new ArrayList<>();
    for (int version = 0; version < VERSIONS; version++) {
      String text = version + " by " + writer;
      try {
        store.write(at(version), List.of(text).iterator(), false, settings);
        committed.add(text);
      } catch (FileAlreadyExistsException e) {
        assertThat(e).hasMessageContaining(String.valueOf(version));
      }
    }
    return committed;
  }

  private Path at(int version) {
    return new Path(log.resolve(String.format("%020d.json", version)).toUri());
  }

  /** Java's flight recorder tells what was forced to the disk. */
  @Test
  void aVersionIsOnTheDiskBeforeItHasItsName() throws IOException {
    java.nio.file.Path told = log.resolveSibling(log.getFileName() + ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
      recording.start();
      new LocalLogStore(settings).write(at(0), List.of("{}").iterator(), false, settings);
      recording.stop();
      recording.dump(told);
    }
    List<String> forced =
        RecordingFile.readAllEvents(told).stream()
            .map(event -> event.getString("path"))
            .filter(path -> path.startsWith(log.toString()))
            .toList();
    Files.delete(told);
    assertThat(forced).hasSize(2);
    assertThat(forced.get(0)).startsWith(log.resolve("." + at(0).getName()).toString());
    assertThat(forced.get(1)).isEqualTo(log.toString());
  }

  @Test
  void oneWriterGetsAVersion() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
    List<Future<List<String>>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      writers.add(pool.submit(() -> committed(writer)));
    }
    List<String> told = new ArrayList<>();
    for (Future<List<String>> writer : writers) {
      told.addAll(writer.get());
    }
    pool.shutdown();
    List<String> there = new ArrayList<>();
    try (Stream<java.nio.file.Path> files = Files.list(log)) {
      for (java.nio.file.Path file : files.toList()) {
        there.add(Files.readString(file).strip());
      }
    }
    assertThat(there).hasSize(VERSIONS).containsExactlyInAnyOrderElementsOf(told);
  }

  @Test
  void anOverwriteReplacesTheTextAndItsChecksum() throws IOException {
    LocalLogStore store = new LocalLogStore(settings);
    java.nio.file.Path file = log.resolve("_last_checkpoint");
    Files.writeString(log.resolve("._last_checkpoint.crc"), "stale");
    store.write(new Path(file.toUri()), List.of("1").iterator(), true, settings);
    store.write(new Path(file.toUri()), List.of("2").iterator(), true, settings);
    try (var read = store.read(new Path(file.toUri()), settings)) {
      assertThat(read.next()).isEqualTo("2");
    }
  }

  @Test
  void itListsWhatHadoopLists() throws IOException {
    for (int version : List.of(8, 9, 10, 11, 12)) {
      new LocalLogStore(settings).write(at(version), List.of("{}").iterator(), false, settings);
    }
    Files.writeString(log.resolve(".00000000000000000011.json.crc"), "x");
    Files.writeString(log.resolve("00000000000000000011.crc"), "{}");
    Files.writeString(log.resolve("00000000000000000010.checkpoint.parquet"), "x");
    Files.writeString(log.resolve("_last_checkpoint"), "{}");
    Files.createDirectory(log.resolve("_sidecars"));
    Files.writeString(log.resolve("00000000000000000012 (conflict 12:30).json"), "{}");
    for (Path from : List.of(at(0), at(10), at(11), at(99), new Path(at(0).getParent(), "."))) {
      assertThat(listed(new LocalLogStore(settings).listFrom(from, settings)))
          .isEqualTo(listed(new HDFSLogStore(settings).listFrom(from, settings)));
    }
    assertThat(listed(new LocalLogStore(settings).listFrom(at(11), settings)))
        .hasSize(5)
        .first()
        .asString()
        .contains("00000000000000000011.json");
    Path nowhere = new Path(log.resolve("none/0.json").toUri());
    assertThatThrownBy(() -> new LocalLogStore(settings).listFrom(nowhere, settings))
        .isInstanceOf(FileNotFoundException.class);
  }

  private static List<String> listed(Iterator<FileStatus> files) {
    List<String> listed = new ArrayList<>();
    files.forEachRemaining(
        file ->
            listed.add(
                String.join(
                    " ",
                    file.getPath().toString(),
                    String.valueOf(file.getLen()),
                    String.valueOf(file.getModificationTime()),
                    String.valueOf(file.isDirectory()))));
    return listed;
  }
}
