package org.rerate.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.DeltaLog;

/** Reads who committed a version of a Delta table from the commit file itself. */
final class CommitLog {

  /** How far back a run's own commit is looked for; concurrent runs are few. */
  private static final int DEPTH = 50;

  private static final ObjectMapper JSON = new ObjectMapper();

  private CommitLog() {}

  static OptionalLong newestOf(DeltaLog log, long newest, String runId) {
    for (long version = newest; version >= Math.max(0, newest - DEPTH); version--) {
      if (runId.equals(committer(log, version))) {
        return OptionalLong.of(version);
      }
    }
    return OptionalLong.empty();
  }

  static Optional<List<String>> committers(DeltaLog log, long from, long to) {
    Set<String> runs = new LinkedHashSet<>();
    try {
      for (long version = from; version <= to; version++) {
        String run = committer(log, version);
        if (run != null) {
          runs.add(run);
        }
      }
      return Optional.of(List.copyOf(runs));
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof FileNotFoundException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String committer(DeltaLog log, long version) {
    Path file = new Path(log.logPath(), String.format("%020d.json", version));
    try {
      FileSystem files = file.getFileSystem(log.newDeltaHadoopConf());
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(files.open(file), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode info = JSON.readTree(line).get("commitInfo");
          if (info != null) {
            return info.path("userMetadata").asText(null);
          }
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
