package org.rerate.ingest.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.input.ReaderInputStream;
import org.rerate.domain.Days;
import org.rerate.engine.disk.FeedFolder;
import org.rerate.engine.disk.FileOpener;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * All that a task needs to read a part of a file.
 *
 * @param file the feed file that rows are made for
 * @param mapping how they are made
 * @param opener opens the part
 * @param runDay the run's day, UTC, for ranges of dates
 * @param ingestedAt when the run takes rows in
 * @param links resolves identifiers
 */
record PartPlan(
    String file,
    SourceMapping mapping,
    FileOpener opener,
    LocalDate runDay,
    Instant ingestedAt,
    IdentifierLinks links)
    implements Serializable {

  FeedSpec spec() {
    return MarketTables.named(file).orElseThrow();
  }

  TargetMapping target() {
    return mapping.target(file);
  }

  /** What days dates may be. */
  DayLimits limits() {
    return DayLimits.of(runDay);
  }

  RowReader rowReader() {
    return new RowReader(spec(), runDay, Days.micros(ingestedAt));
  }

  /** The records of a part that is text. */
  SourceRecords open(FeedFolder.Part part) throws IOException, Refusal {
    return switch (mapping.kind(part.name())) {
      case CSV -> new CsvPart(mapping, new ByteLines(utf8(part), 0), mapping.skip());
      case JSONL -> new JsonLinesPart(new ByteLines(utf8(part), 0), columns());
      case JSON -> new JsonPart(text(part), columns(), target(), part.bytes());
      case PARQUET -> throw new IllegalStateException(part.name() + " is no text");
    };
  }

  /** The header of a part that is text. */
  Header header(FeedFolder.Part part) throws IOException, Refusal {
    try (SourceRecords records = open(part)) {
      return records.header();
    }
  }

  /** The lines of a part from where a split starts. */
  ByteLines lines(FeedFolder.Part part, FeedSplit split) throws IOException {
    if (split.start() == 0) {
      return new ByteLines(utf8(part), 0);
    }
    return new ByteLines(opener.openAt(part, split.start()), split.firstLine() - 1);
  }

  /** The bytes of a part, in UTF-8 whatever the vendor's encoding. */
  private InputStream utf8(FeedFolder.Part part) throws IOException {
    return encoding(part).equals(StandardCharsets.UTF_8)
        ? bytes(part)
        : ReaderInputStream.builder()
            .setReader(text(part))
            .setCharset(StandardCharsets.UTF_8)
            .get();
  }

  /** The bytes of a part; of a kind that a jar adds, those of its CSV. */
  private InputStream bytes(FeedFolder.Part part) throws IOException {
    InputStream in = opener.open(part);
    Optional<FeedFormat> added = FileKind.added(part.name());
    return added.isEmpty() ? in : added.get().csv(in);
  }

  private Charset encoding(FeedFolder.Part part) {
    return FileKind.added(part.name()).isEmpty() ? mapping.encoding() : StandardCharsets.UTF_8;
  }

  private Reader text(FeedFolder.Part part) throws IOException {
    return new InputStreamReader(
        bytes(part),
        encoding(part)
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  /** The fields that rows are made of, for files whose records are objects. */
  List<String> columns() {
    return mapping.isCanonical()
        ? spec().feedColumns().stream().map(ColumnSpec::name).toList()
        : target().fields();
  }

  /** Refuses a header that lacks what is needed. */
  void check(Header header) throws Refusal {
    if (mapping.isCanonical()) {
      header.requireColumnsOf(spec());
    } else {
      header.requireColumnsOf(target());
    }
  }
}
