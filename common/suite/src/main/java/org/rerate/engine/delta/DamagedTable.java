package org.rerate.engine.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.exceptions.KernelException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.spark.SparkThrowable;
import org.rerate.domain.RerateException;

/**
 * Tells a user whose command met a table that cannot be read which table and file it is, and what
 * to do. Nothing is mended by itself: only whoever keeps the warehouse knows what copies there are.
 */
final class DamagedTable {

  /** A table's folder, and perhaps a file in it, as failures name them. */
  private static final Pattern PLACE =
      Pattern.compile(
          "((?:\\w+:)?/[^\\s'\"]*?/(raw|market|valuation|ops|series)/([a-z_]+))"
              + "(?:/(?!_delta_log(?![\\w/]))([^\\s'\",:;()]*\\w))?(?!\\w)");

  private static final String CANNOT_READ = "cannot read ";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Where it is.
   *
   * @param folder of the table
   * @param schema of the table
   * @param table its name, without the schema
   * @param file path in the folder; null if only the table is known
   */
  private record Place(String folder, String schema, String table, String file) {

    Place inLog() {
      return file != null ? this : new Place(folder, schema, table, firstDamaged(folder));
    }

    boolean isGone() {
      try {
        Path path = new Path(folder, file);
        return !files(path).exists(path);
      } catch (IOException e) {
        return false;
      }
    }

    boolean isCheckpoint() {
      return file.startsWith("_delta_log/") && file.contains("checkpoint");
    }
  }

  private DamagedTable() {}

  /** The answer of Kernel to a question about a table's log; a failure names the table. */
  static <T> T reading(String path, Supplier<T> question) {
    try {
      return question.get();
    } catch (KernelException | KernelEngineException e) {
      throw new UncheckedIOException(CANNOT_READ + "the log of " + path, new IOException(e));
    }
  }

  /** What to say of {@code failure} if a damaged table is its cause; else empty. */
  static Optional<RerateException> told(Throwable failure) {
    boolean isOfReading = false;
    Place place = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      isOfReading |= isOfReading(cause);
      Matcher named = PLACE.matcher(String.valueOf(cause.getMessage()));
      while (named.find() && (place == null || place.file() == null)) {
        place =
            new Place(
                named.group(1).replaceFirst("^file:/+", "/"),
                named.group(2),
                named.group(3),
                named.group(4));
      }
    }
    return isOfReading && place != null
        ? Optional.of(
            new RerateException(RerateException.Exit.RETRY, message(place.inLog()), failure))
        : Optional.empty();
  }

  private static boolean isOfReading(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return cause instanceof ChecksumException
        || cause instanceof FileNotFoundException
        || cause instanceof NoSuchFileException
        || cause instanceof EOFException
        || cause instanceof JsonProcessingException
        || cause instanceof ParquetRuntimeException
        || cause instanceof KernelException
        || cause instanceof KernelEngineException
        || (cause instanceof SparkThrowable spark
            && spark.getCondition() != null
            && spark
                .getCondition()
                .matches("FAILED_READ_FILE.*|DELTA_.*(LOG|VERSION|STATE|FILE).*"))
        || message.startsWith(CANNOT_READ)
        || message.contains("is not a Parquet file");
  }

  private static String message(Place place) {
    String what =
        place.file() == null
            ? "its log in " + place.folder() + "/_delta_log has gaps"
            : "its file "
                + place.folder()
                + "/"
                + place.file()
                + " is "
                + (place.isGone() ? "gone" : "damaged");
    return "the table "
        + place.schema()
        + "."
        + place.table()
        + " cannot be read: "
        + what
        + ". "
        + remedy(place)
        + ". Then run the command again; rerate check tells whether all is well.";
  }

  private static String remedy(Place place) {
    if (place.file() != null && place.isCheckpoint() && hasFirstCommit(place.folder())) {
      return "It only sums up the entries of the log, which are there: delete it, and the file"
          + " _last_checkpoint beside it";
    }
    if (place.schema().equals("series")) {
      return "It is derived from the market tables: delete the folder "
          + new Path(place.folder()).getParent()
          + " while nothing runs, and the next command packs it anew";
    }
    return "Restore the folder "
        + place.folder()
        + " from a copy, or delete it while nothing runs and make its rows anew: "
        + switch (place.schema()) {
          case "market", "raw" -> "load the feeds again (rerate ingest), then rerate value";
          case "valuation" ->
              "rerate value --full, or rerate change, compare or measure for what those made";
          default -> "only the record of earlier runs is lost, and the next value computes all";
        };
  }

  private static boolean hasFirstCommit(String folder) {
    try {
      Path first = new Path(folder, "_delta_log/" + DeltaTables.FIRST_COMMIT);
      return files(first).exists(first);
    } catch (IOException e) {
      return false;
    }
  }

  /** The first entry of a log that is no whole one; null if there is none, or none can be read. */
  private static String firstDamaged(String folder) {
    Path log = new Path(folder, "_delta_log");
    try {
      FileSystem files = files(log);
      return Arrays.stream(files.listStatus(log))
          .filter(entry -> entry.getPath().getName().matches("\\d{20}\\.json"))
          .sorted()
          .filter(entry -> !isWhole(files, entry))
          .findFirst()
          .map(entry -> "_delta_log/" + entry.getPath().getName())
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean isWhole(FileSystem files, FileStatus entry) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(files.open(entry.getPath()), StandardCharsets.UTF_8))) {
      int count = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JSON.readTree(line);
        count++;
      }
      return count > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static FileSystem files(Path path) throws IOException {
    return path.getFileSystem(HadoopSettings.current());
  }
}
