package org.rerate.feed;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.rerate.storage.FeedFolder;
import org.rerate.storage.FileOpener;
import org.rerate.table.FeedSpec;

/** Reads files of a feed as typed rows with their original text; a task per part, streamed. */
public final class FeedReader {

  /** Stands between a file's name and the reason why it is refused. */
  public static final String IS_REFUSED = " is refused: ";

  private static final long SMALL_BYTES = 32L << 20;

  private static final long SMALL_CHARACTERS = 64L << 20;

  private final SparkSession spark;
  private final SourceMapping mapping;
  private final FileOpener opener;
  private final LocalDate runDay;
  private final Instant ingestedAt;

  /** A reader for one run. */
  public FeedReader(
      SparkSession spark, SourceMapping mapping, LocalDate runDay, Instant ingestedAt) {
    this.spark = spark;
    this.mapping = mapping;
    this.runDay = runDay;
    this.ingestedAt = ingestedAt;
    opener = FileOpener.of(spark);
  }

  /**
   * What the headers of a file's parts say.
   *
   * @param refused why the file cannot be read, if it cannot
   * @param unknownColumns names that the feed does not know, each once
   */
  public record Headers(Optional<String> refused, List<String> unknownColumns) {}

  /** Looks at the header of every part. */
  public Headers headers(FeedFile file) {
    Set<String> unknown = new LinkedHashSet<>();
    for (FeedFolder.Part part : file.parts()) {
      Optional<String> outside = part.leadsOutside();
      if (outside.isPresent()) {
        String reason = "it is a link out of the feed, to " + outside.get();
        return new Headers(Optional.of(part.name() + IS_REFUSED + reason), List.of());
      }
      try {
        Header header = PartReader.header(plan(file.spec()), part);
        if (mapping.isCanonical()) {
          unknown.addAll(header.unknown(file.spec()));
        }
      } catch (Refusal e) {
        return new Headers(Optional.of(part.name() + IS_REFUSED + e.getMessage()), List.of());
      }
    }
    return new Headers(Optional.empty(), List.copyOf(unknown));
  }

  /** The rows of all parts, with the columns of {@link ParsedRows}. */
  public Dataset<Row> rows(FeedFile file) {
    PartPlan plan = plan(file.spec());
    // Parts travel with the code: Kryo, which data travel by, cannot read records.
    ArrayList<FeedFolder.Part> parts = new ArrayList<>(file.parts());
    List<Integer> numbers = IntStream.range(0, parts.size()).boxed().toList();
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(numbers, parts.size())
            .flatMap(number -> new PartReader(plan, parts.get(number)));
    return ParsedRows.typed(
        file.spec(), spark.createDataFrame(rows, ParsedRows.rawType(file.spec())));
  }

  /**
   * The rows of all parts of a small file, of type {@link ParsedRows#rawType}.
   *
   * @param most how many rows are small
   * @return empty if the file is larger
   */
  public Optional<List<Row>> rowsInMemory(FeedFile file, int most) {
    PartPlan plan = plan(file.spec());
    int record = file.spec().feedColumns().size() + 2;
    List<Row> rows = new ArrayList<>();
    long characters = 0;
    for (FeedFolder.Part part : file.parts()) {
      try (PartReader reader = new PartReader(plan, part)) {
        while (reader.hasNext()) {
          Row row = reader.next();
          rows.add(row);
          characters += row.isNullAt(record) ? 0 : row.getString(record).length();
          if (rows.size() > most || characters > SMALL_CHARACTERS) {
            return Optional.empty();
          }
        }
      }
    }
    return Optional.of(rows);
  }

  /**
   * Stands for the content of a small file and for how it is read: two that have the same yield the
   * same rows. Empty for a large file.
   */
  public Optional<String> content(FeedFile file) {
    return isSmall(file) ? Optional.of(FileContent.hash(opener, mapping, file)) : Optional.empty();
  }

  /**
   * Reads a record again that was held back.
   *
   * @param file the file that it came from, relative to its feed
   * @param line its line there
   * @return the rows of type {@link ParsedRows#rawType}; none if the record is not whole
   */
  public List<Row> held(FeedSpec spec, String file, long line, String header, String record) {
    FeedFolder.Part part = new FeedFolder.Part(file, file, record.length());
    String text = header + "\n" + record + "\n";
    try (PartReader reader = PartReader.ofHeld(plan(spec), part, text, line)) {
      List<Row> rows = new ArrayList<>();
      while (!LongText.isShortened(record) && reader.hasNext()) {
        rows.add(reader.next());
      }
      rows.removeIf(row -> row.isNullAt(spec.feedColumns().size()));
      return rows;
    }
  }

  /** True if the file may be read in memory, by its size as it lies there. */
  public static boolean isSmall(FeedFile file) {
    return file.parts().stream().mapToLong(FeedFolder.Part::bytes).sum() <= SMALL_BYTES;
  }

  private PartPlan plan(FeedSpec spec) {
    return new PartPlan(spec.name(), mapping, opener, runDay, ingestedAt);
  }
}
