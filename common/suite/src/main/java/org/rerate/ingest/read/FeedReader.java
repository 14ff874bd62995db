package org.rerate.ingest.read;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.disk.FeedFolder;
import org.rerate.engine.disk.FileOpener;
import org.rerate.table.ColumnKind;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/** Reads files of a feed as typed rows with their original text; a task per part, streamed. */
public final class FeedReader {

  /** Stands between a file's name and the reason why it is refused. */
  public static final String IS_REFUSED = " is refused: ";

  private static final long SMALL_BYTES = 32L << 20;

  private final Warehouse warehouse;
  private final Map<String, IdentifierLinks> links = new ConcurrentHashMap<>();
  private final SparkSession spark;
  private final SourceMapping mapping;
  private final FileOpener opener;
  private final ParquetScan parquet;
  private final LocalDate runDay;
  private final Instant ingestedAt;

  /**
   * A reader for one run.
   *
   * @param warehouse has the links that identifiers are resolved by
   */
  public FeedReader(
      Warehouse warehouse, SourceMapping mapping, LocalDate runDay, Instant ingestedAt) {
    this.warehouse = warehouse;
    spark = warehouse.spark();
    this.mapping = mapping;
    this.runDay = runDay;
    this.ingestedAt = ingestedAt;
    opener = FileOpener.of(spark);
    parquet = new ParquetScan(spark, opener);
  }

  /**
   * What the headers of a file's parts say.
   *
   * @param refused why the file cannot be read, if it cannot
   * @param unknownColumns names that the feed does not know, each once
   * @param refusals why parts cannot be read whose siblings can, by their names: of vendors' files
   * @param emptyParts names of parts that have a header and no record: of vendors' files
   */
  public record Headers(
      Optional<String> refused,
      List<String> unknownColumns,
      Map<String, String> refusals,
      List<String> emptyParts) {}

  /** Looks at the header of every part. */
  public Headers headers(FeedFile file) {
    Set<String> unknown = new LinkedHashSet<>();
    PartPlan plan = plan(file.spec());
    Map<String, String> refusals = new TreeMap<>();
    List<String> empty = new ArrayList<>();
    try {
      requireOneKind(file);
    } catch (Refusal e) {
      return refused(file.spec().name() + IS_REFUSED + e.getMessage());
    }
    for (FeedFolder.Part part : file.parts()) {
      try {
        Optional<String> fault = part.fault();
        if (fault.isPresent()) {
          throw new Refusal(fault.get());
        }
        Optional<Header> header = header(plan, part);
        if (header.isPresent() && mapping.isCanonical()) {
          unknown.addAll(header.get().unknown(file.spec()));
        }
        if (mapping.isStub(file.spec().name())) {
          requireOthersToRead(part);
        } else if (isOfVendor(part) && PartReader.isEmpty(plan, part)) {
          empty.add(part.name());
        }
      } catch (Refusal e) {
        String why = part.name() + IS_REFUSED + e.getMessage();
        if (mapping.isCanonical()) {
          return refused(why);
        }
        refusals.put(part.name(), why);
      }
    }
    return refusals.size() == file.parts().size() && !refusals.isEmpty()
        ? refused(String.join("; ", refusals.values()))
        : new Headers(Optional.empty(), List.copyOf(unknown), refusals, List.copyOf(empty));
  }

  /** True for text of which each part is a file of its own; Spark writes empty parts too. */
  private boolean isOfVendor(FeedFolder.Part part) {
    return !mapping.isCanonical() && mapping.kind(part.name()) == FileKind.CSV;
  }

  private static Headers refused(String why) {
    return new Headers(Optional.of(why), List.of(), Map.of(), List.of());
  }

  /**
   * Refuses a part that names companies or lines by its own name alone, and of which nothing else
   * could be read: the page of a web server would make a company.
   */
  private void requireOthersToRead(FeedFolder.Part part) throws Refusal {
    Refusal refusal = null;
    for (String target : mapping.targets()) {
      if (!mapping.isStub(target)) {
        try {
          header(plan(MarketTables.named(target).orElseThrow()), part);
          return;
        } catch (Refusal e) {
          refusal = e;
        }
      }
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  /**
   * Why the file is refused, if a load of it failed for that. What Spark says of a damaged Parquet
   * file depends on where it first goes wrong, so such a file is read once more, and nothing else.
   */
  public Optional<String> refusal(FeedFile file, Exception failure) {
    Optional<String> told = ReadFailure.told(failure);
    return told.isPresent() || failure instanceof RerateException || !isParquet(file)
        ? told
        : parquet.damage(file.parts()).map(RefusedFileException::getMessage);
  }

  /** The first part of a Parquet file that a load failed for, and why; empty if it was no part. */
  public Map<String, String> damagedParts(FeedFile file, Exception failure) {
    if (ReadFailure.told(failure).isPresent()
        || failure instanceof RerateException
        || !isParquet(file)) {
      return Map.of();
    }
    return parquet
        .damage(file.parts())
        .map(damage -> Map.of(damage.part(), damage.getMessage()))
        .orElse(Map.of());
  }

  private void requireOneKind(FeedFile file) throws Refusal {
    Set<String> kinds = new TreeSet<>();
    file.parts().forEach(part -> kinds.add(mapping.kind(part.name()).word()));
    if (kinds.size() > 1) {
      throw new Refusal(
          "it has parts of several kinds (" + String.join(", ", kinds) + "); keep those of one");
    }
  }

  /** Empty for a document, which is read whole or not at all, so once is enough. */
  private Optional<Header> header(PartPlan plan, FeedFolder.Part part) throws Refusal {
    return switch (mapping.kind(part.name())) {
      case CSV, JSONL -> Optional.of(PartReader.header(plan, part));
      case JSON -> Optional.empty();
      case PARQUET -> {
        Header header = parquet.header(part);
        plan.check(header);
        yield Optional.of(header);
      }
    };
  }

  /** The rows of all parts one by one, as this process reads them. */
  public Iterator<ParsedRecord> rowsHere(FeedFile file) {
    PartPlan plan = plan(file.spec());
    if (isParquet(file)) {
      return new TextRows(plan, texts(plan, file).toLocalIterator());
    }
    Iterator<FeedFolder.Part> parts = file.parts().iterator();
    return new Iterator<>() {
      private PartReader part;

      @Override
      public boolean hasNext() {
        while ((part == null || !part.hasNext()) && parts.hasNext()) {
          part = new PartReader(plan, parts.next());
        }
        return part != null && part.hasNext();
      }

      @Override
      public ParsedRecord next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return part.next();
      }
    };
  }

  private Dataset<Row> texts(PartPlan plan, FeedFile file) {
    return parquet.texts(file.parts(), plan.columns(), instants(file.spec()));
  }

  private List<String> instants(FeedSpec spec) {
    return mapping.isCanonical()
        ? spec.feedColumns().stream()
            .filter(column -> column.kind() == ColumnKind.INSTANT)
            .map(ColumnSpec::name)
            .toList()
        : List.of();
  }

  /** True if Spark reads the file, as {@link #parquetRows}; else it is read by {@link #splits}. */
  public boolean isParquet(FeedFile file) {
    return mapping.kind(file.parts().get(0).name()) == FileKind.PARQUET;
  }

  /** How many rows a Parquet file has. */
  public long parquetRowCount(FeedFile file) {
    return parquet.rows(file.parts());
  }

  /** The rows of a Parquet file, for tasks. */
  public ParquetRows parquetRows(FeedFile file) {
    PartPlan plan = plan(file.spec());
    Optional<ParquetRows> typed =
        mapping.isCanonical()
            ? ParquetRows.typed(plan, parquet.scans(file.parts()))
            : Optional.empty();
    return typed.orElseGet(() -> ParquetRows.ofTexts(plan, texts(plan, file)));
  }

  /**
   * A text file for tasks that each read some of its lines.
   *
   * @param bytes about how many a task reads; parts that are packed are not divided
   */
  public SplitRows splits(FeedFile file, long bytes) {
    return SplitRows.of(spark, plan(file.spec()), file.parts(), bytes);
  }

  /** The records of a Parquet file: its name, its line, and its text, long ones in full. */
  public Dataset<Row> parquetRecords(FeedFile file) {
    return parquet.texts(file.parts(), List.of(), instants(file.spec()));
  }

  /** What stands for the header of a Parquet file. */
  public String parquetHeader(FeedFile file) {
    List<String> columns = plan(file.spec()).columns();
    return Header.ofFields(columns, columns).text();
  }

  /** The text that is kept of a record: a summary of one that is very long. */
  public static String shortened(String record) {
    return LongText.shortened(record);
  }

  /**
   * Stands for the content of a small file and for how it is read: two that have the same yield the
   * same rows. Empty for a large file, and where links, which may change, resolve identifiers.
   */
  public Optional<String> content(FeedFile file) {
    boolean isLinked =
        !mapping.isCanonical() && !mapping.target(file.spec().name()).schemes().isEmpty();
    return isSmall(file) && !isLinked
        ? Optional.of(FileContent.hash(opener, mapping, file))
        : Optional.empty();
  }

  /**
   * Reads a record again that was held back.
   *
   * @param file the file that it came from, relative to its feed
   * @param line its line there
   * @param deliveredAt when it was held: what does not say when it was known was known then
   * @return its rows; none if the record is not whole
   */
  public List<ParsedRecord.Row> held(
      FeedSpec spec, String file, long line, String header, String record, Instant deliveredAt) {
    FeedFolder.Part part = new FeedFolder.Part(file, file, record.length());
    PartPlan plan = new PartPlan(spec.name(), mapping, opener, runDay, deliveredAt, links(spec));
    PartReader.Opening held =
        () -> HeldRecord.of(plan, mapping.kind(file), line, header, record, plan.columns());
    try (PartReader reader = new PartReader(plan, part, held)) {
      List<ParsedRecord.Row> rows = new ArrayList<>();
      while (!LongText.isShortened(record) && reader.hasNext()) {
        if (reader.next() instanceof ParsedRecord.Row row) {
          rows.add(row);
        }
      }
      return rows;
    }
  }

  /** True if the file may be read in memory, by its size as it lies there. */
  public static boolean isSmall(FeedFile file) {
    return file.parts().stream().mapToLong(FeedFolder.Part::bytes).sum() <= SMALL_BYTES;
  }

  private PartPlan plan(FeedSpec spec) {
    return new PartPlan(spec.name(), mapping, opener, runDay, ingestedAt, links(spec));
  }

  /** Those that a file's rows need, read once: when its load begins. */
  private IdentifierLinks links(FeedSpec spec) {
    Set<String> schemes = mapping.isCanonical() ? Set.of() : mapping.target(spec.name()).schemes();
    return schemes.isEmpty()
        ? IdentifierLinks.NONE
        : links.computeIfAbsent(spec.name(), file -> IdentifierLinks.of(warehouse, schemes));
  }
}
