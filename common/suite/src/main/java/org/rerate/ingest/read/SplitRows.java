package org.rerate.ingest.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.RowCursor;
import org.rerate.engine.disk.FeedFolder;

/**
 * A text file, divided at ends of lines. A record may go on beyond the end of its split: the next
 * split then starts within it, which {@link Reading#endsWhereItShould} tells.
 */
public final class SplitRows implements Serializable {

  private static final long serialVersionUID = 1L;

  private final PartPlan plan;
  private final ArrayList<FeedFolder.Part> parts;
  private final ArrayList<FeedSplit> splits;

  private SplitRows(PartPlan plan, List<FeedFolder.Part> parts, List<FeedSplit> splits) {
    this.plan = plan;
    this.parts = new ArrayList<>(parts);
    this.splits = new ArrayList<>(splits);
  }

  static SplitRows of(SparkSession spark, PartPlan plan, List<FeedFolder.Part> parts, long bytes) {
    SplitRows whole = new SplitRows(plan, parts, List.of());
    List<FeedSplit> stretches = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      long size = parts.get(part).bytes();
      boolean isDivided = size > bytes + bytes / 2 && whole.canBeDivided(parts.get(part));
      if (!isDivided) {
        stretches.add(FeedSplit.whole(part, size));
      }
      for (long from = 0; isDivided && from < size; from += bytes) {
        stretches.add(new FeedSplit(part, from, 0, 0, Math.min(bytes, size - from)));
      }
    }
    return new SplitRows(plan, parts, cut(whole.scanned(spark, stretches)));
  }

  private boolean canBeDivided(FeedFolder.Part part) {
    FileKind kind = plan.mapping().kind(part.name());
    return (kind == FileKind.CSV || kind == FileKind.JSONL)
        && !part.isPacked()
        && FileKind.added(part.name()).isEmpty()
        && !plan.target().once()
        && plan.mapping().canBeDivided();
  }

  /** Stretches with the number of lines that start in each as {@code endLine}. */
  private List<FeedSplit> scanned(SparkSession spark, List<FeedSplit> stretches) {
    if (stretches.stream().allMatch(FeedSplit::isWhole)) {
      return stretches;
    }
    // Splits travel with the code: Kryo, which data travel by, cannot read records.
    ArrayList<FeedSplit> all = new ArrayList<>(stretches);
    List<Integer> numbers = IntStream.range(0, all.size()).boxed().toList();
    List<long[]> found =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(numbers, numbers.size())
            .map(number -> scan(all.get(number)))
            .collect();
    List<FeedSplit> scanned = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      FeedSplit one = stretches.get(i);
      long[] lines = found.get(i);
      scanned.add(
          one.isWhole() ? one : new FeedSplit(one.part(), lines[0], 0, lines[1], one.bytes()));
    }
    return scanned;
  }

  private long[] scan(FeedSplit stretch) {
    if (stretch.isWhole()) {
      return new long[0];
    }
    FeedFolder.Part part = parts.get(stretch.part());
    try (InputStream in = plan.opener().openAt(part, Math.max(0, stretch.start() - 1))) {
      return LineScan.of(in, stretch.start(), stretch.start() + stretch.bytes());
    } catch (IOException e) {
      throw new RefusedFileException(part.name(), ReadFailure.refusal(part, e));
    }
  }

  /** Numbers the lines of the stretches; one in which no line starts goes with the one before. */
  private static List<FeedSplit> cut(List<FeedSplit> stretches) {
    List<FeedSplit> splits = new ArrayList<>();
    long line = 1;
    for (FeedSplit one : stretches) {
      if (one.isWhole()) {
        splits.add(one);
        continue;
      }
      line = one.start() == 0 ? 1 : line;
      long end = line + one.endLine();
      if (end > line) {
        splits.add(new FeedSplit(one.part(), one.start(), line, end, one.bytes()));
      }
      line = end;
    }
    for (int i = 0; i < splits.size(); i++) {
      FeedSplit one = splits.get(i);
      boolean isLast = i + 1 == splits.size() || splits.get(i + 1).part() != one.part();
      if (isLast) {
        splits.set(
            i,
            new FeedSplit(one.part(), one.start(), one.firstLine(), Long.MAX_VALUE, one.bytes()));
      }
    }
    return splits;
  }

  /** What the tasks read. */
  public List<FeedSplit> splits() {
    return List.copyOf(splits);
  }

  /** About how many lines there are, told by those that are counted; 0 if none are. */
  public long lines() {
    double lines = 0;
    double counted = 0;
    double all = 0;
    for (FeedSplit split : splits) {
      boolean isCounted = split.endLine() != Long.MAX_VALUE;
      lines += isCounted ? split.endLine() - split.firstLine() : 0;
      counted += isCounted ? split.bytes() : 0;
      all += split.bytes();
    }
    return counted == 0 ? 0 : Math.round(lines / counted * all);
  }

  /** Opens a split; rows that can be read in the short way go to {@code taker}. */
  public Reading open(int number, BatchSchema shape, RowCursor cells, RowTaker taker) {
    return new Reading(splits.get(number), shape, cells, taker);
  }

  /** The rows of one split that are read in the long way. */
  public final class Reading implements Iterator<ParsedRecord> {

    private final FeedSplit split;
    private final PartReader reader;
    private CsvPart csv;

    private Reading(FeedSplit split, BatchSchema shape, RowCursor cells, RowTaker taker) {
      this.split = split;
      FeedFolder.Part part = parts.get(split.part());
      reader = new PartReader(plan, part, () -> records(part, shape, cells, taker));
    }

    private SourceRecords records(
        FeedFolder.Part part, BatchSchema shape, RowCursor cells, RowTaker taker)
        throws IOException, Refusal {
      FileKind kind = plan.mapping().kind(part.name());
      if (kind != FileKind.CSV && split.isWhole()) {
        return plan.open(part);
      }
      Header header = split.start() == 0 ? null : plan.header(part);
      ByteLines lines = plan.lines(part, split);
      if (kind == FileKind.CSV) {
        csv = new CsvPart(plan, lines, header, split.endLine(), shape, cells, taker);
        return csv;
      }
      return new JsonLinesPart(
          lines, new SomeLines(lines, split.endLine()), plan.columns(), header);
    }

    /** The part's name. */
    public String file() {
      return parts.get(split.part()).name();
    }

    @Override
    public boolean hasNext() {
      return reader.hasNext();
    }

    @Override
    public ParsedRecord next() {
      return reader.next();
    }

    /** How many rows were taken in the short way. */
    public long taken() {
      return csv == null ? 0 : csv.taken();
    }

    /** True if the last record ended where the next split starts. */
    public boolean endsWhereItShould() {
      return csv == null
          || split.endLine() == Long.MAX_VALUE
          || csv.nextNumber() == split.endLine();
    }
  }

  /** Lines up to one. */
  private record SomeLines(ByteLines lines, long endLine) implements LineSource {

    @Override
    public TextLine next() throws IOException {
      return lines.nextNumber() < endLine ? lines.next() : null;
    }

    @Override
    public void giveBack(TextLine line) {
      lines.giveBack(line);
    }
  }
}
