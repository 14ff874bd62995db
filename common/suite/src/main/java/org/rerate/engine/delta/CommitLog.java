package org.rerate.engine.delta;

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

  private static final long NO_APPEND = -1;

  /**
   * What a commit says of itself.
   *
   * @param run the run that made it, or null
   * @param number the number of the append that it is, or -1
   * @param isChange false if its rows only lay elsewhere before, or it has none
   */
  private record Commit(String run, long number, boolean isChange) {}

  private CommitLog() {}

  /** The version in which {@code runId} made the append of that number, among the last ones. */
  static OptionalLong appendOf(DeltaLog log, long newest, String runId, long number) {
    for (long version = newest; version >= Math.max(0, newest - DEPTH); version--) {
      Commit commit = commit(log, version);
      if (runId.equals(commit.run()) && commit.number() == number) {
        return OptionalLong.of(version);
      }
    }
    return OptionalLong.empty();
  }

  /**
   * The runs that changed rows in versions {@code from} to {@code to}; empty if the log no longer
   * says, or if another program did.
   */
  static Optional<List<String>> committers(DeltaLog log, long from, long to) {
    Set<String> runs = new LinkedHashSet<>();
    try {
      for (long version = from; version <= to; version++) {
        Commit commit = commit(log, version);
        if (commit.isChange()) {
          if (commit.run() == null) {
            return Optional.empty();
          }
          runs.add(commit.run());
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

  /** The id of the commit that made a version; null if it has none, or the log no longer says. */
  static String id(DeltaLog log, long version) {
    try (BufferedReader lines = lines(log, version)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode id = JSON.readTree(line).path("commitInfo").path("txnId");
        if (!id.isMissingNode()) {
          return id.asText();
        }
      }
      return null;
    } catch (FileNotFoundException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read version " + version + " of " + log.logPath(), e);
    }
  }

  private static BufferedReader lines(DeltaLog log, long version) throws IOException {
    Path file = new Path(log.logPath(), String.format("%020d.json", version));
    FileSystem files = file.getFileSystem(log.newDeltaHadoopConf());
    return new BufferedReader(new InputStreamReader(files.open(file), StandardCharsets.UTF_8));
  }

  private static Commit commit(DeltaLog log, long version) {
    try (BufferedReader lines = lines(log, version)) {
      String run = null;
      long number = NO_APPEND;
      boolean isChange = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode action = JSON.readTree(line);
        run = action.path("commitInfo").path("userMetadata").asText(run);
        isChange |= action.path("add").path("dataChange").asBoolean(false);
        isChange |= action.path("remove").path("dataChange").asBoolean(false);
        JsonNode application = action.path("txn");
        if (application.path("appId").asText("").equals(DeltaTables.APPLICATION)) {
          number = application.path("version").asLong();
        }
      }
      return new Commit(run, number, isChange);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read version " + version + " of " + log.logPath(), e);
    }
  }
}
