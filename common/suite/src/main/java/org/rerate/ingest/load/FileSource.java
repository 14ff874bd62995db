package org.rerate.ingest.load;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.RowCursor;
import org.rerate.engine.batch.StringDictionary;
import org.rerate.engine.disk.FeedFolder;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.exchange.Exchange.Sent;
import org.rerate.ingest.check.RowValidationRules;
import org.rerate.ingest.read.FeedFile;
import org.rerate.ingest.read.FeedReader;
import org.rerate.ingest.read.ParquetRows;
import org.rerate.ingest.read.ParsedRecord;
import org.rerate.ingest.read.SplitRows;
import org.rerate.table.MarketTables;

/** The rows of one feed file, of any kind and size, read in stretches. */
final class FileSource implements LoadSource {

  /** Bytes of a text file that a task reads. */
  private static final long BYTES_OF_SPLIT = 32L << 20;

  private static final int BYTES_OF_ROW = 60;

  private static final int PACKED = 6;

  private final FeedReader reader;
  private final FeedFile file;
  private final long bytesOfSplit;
  private SplitRows splits;

  FileSource(FeedReader reader, FeedFile file) {
    this(reader, file, BYTES_OF_SPLIT);
  }

  private FileSource(FeedReader reader, FeedFile file, long bytesOfSplit) {
    this.reader = reader;
    this.file = file;
    this.bytesOfSplit = bytesOfSplit;
  }

  @Override
  public LoadSource undivided() {
    return new FileSource(reader, file, Long.MAX_VALUE / 2);
  }

  @Override
  public long expectedRows() {
    if (reader.isParquet(file)) {
      return reader.parquetRowCount(file);
    }
    long lines = splits == null ? 0 : splits.lines();
    return lines > 0
        ? lines
        : file.parts().stream().mapToLong(FileSource::unpacked).sum() / BYTES_OF_ROW;
  }

  private static long unpacked(FeedFolder.Part part) {
    return part.isPacked() && !part.isZipped() ? part.bytes() * PACKED : part.bytes();
  }

  @Override
  public Sent rows(
      LoadTransport transport, RowValidationRules rules, int parts, LoadTransport.RowCounter read) {
    int partitions = PartitionedWriter.partitions(parts);
    String name = file.spec().name();
    if (!reader.isParquet(file)) {
      SplitRows divided = splits();
      return transport.send(
          IntStream.range(0, divided.splits().size()).boxed().toList(),
          split ->
              new RowSource.OfText(divided, split, schema(name), parts, rules.judge(), read::add),
          partitions);
    }
    if (transport instanceof SparkTransport spark) {
      ParquetRows parquet = reader.parquetRows(file);
      return spark.send(
          parquet.data(),
          rows ->
              parquet.isTyped()
                  ? new RowSource.OfParquet(
                      parquet, rows, schema(name), parts, rules.judge(), read::add)
                  : new RowSource.OfRows(
                      delivered(parquet.texts(rows)),
                      schema(name),
                      parts,
                      rules.judge(),
                      read::add),
          partitions);
    }
    return transport.send(
        List.of(0),
        piece ->
            new RowSource.OfRows(
                delivered(reader.rowsHere(file)), schema(name), parts, rules.judge(), read::add),
        partitions);
  }

  private static Iterator<RowSource.Delivered> delivered(Iterator<ParsedRecord> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public RowSource.Delivered next() {
        return new RowSource.Delivered(rows.next(), null);
      }
    };
  }

  private SplitRows splits() {
    if (splits == null) {
      splits = reader.splits(file, bytesOfSplit);
    }
    return splits;
  }

  private static BatchSchema schema(String name) {
    return new BatchSchema(MarketTables.named(name).orElseThrow());
  }

  @Override
  public Sent records(LoadTransport transport, Places places, int partitions) {
    String name = file.spec().name();
    if (!reader.isParquet(file)) {
      SplitRows divided = splits();
      return transport.send(
          IntStream.range(0, divided.splits().size()).boxed().toList(),
          split -> records(divided, split, places, schema(name), partitions),
          partitions);
    }
    String header = reader.parquetHeader(file);
    if (transport instanceof SparkTransport spark) {
      return spark.send(
          reader.parquetRecords(file),
          rows ->
              new Records<>(
                  rows,
                  row -> found(row.getUTF8String(0), row.getLong(1), row.getUTF8String(2), header),
                  places,
                  partitions),
          partitions);
    }
    return transport.send(
        List.of(0),
        piece ->
            new Records<>(
                reader.parquetRecords(file).toLocalIterator(),
                row -> found(row.getString(0), row.getLong(1), row.getString(2), header),
                places,
                partitions),
        partitions);
  }

  private static RecordLookup.Found found(Object file, long line, Object text, String header) {
    return new RecordLookup.Found(
        file.toString(), line, FeedReader.shortened(text.toString()), header);
  }

  private static Iterator<Parcel> records(
      SplitRows splits, int split, Places places, BatchSchema shape, int partitions) {
    RowCursor cells = new RowCursor(shape, new StringDictionary());
    SplitRows.Reading[] reading = new SplitRows.Reading[1];
    reading[0] =
        splits.open(
            split, shape, cells, row -> !places.has(reading[0].file(), row.value(shape.line())));
    return new Records<>(
        reading[0],
        parsed ->
            parsed instanceof ParsedRecord.Row row
                ? new RecordLookup.Found(row.file(), row.line(), row.record(), row.header())
                : null,
        places,
        partitions);
  }

  /** The wanted ones among records, each once: a wide record yields several rows. */
  private static final class Records<T> implements Iterator<Parcel> {

    private final Iterator<T> rows;
    private final Function<T, RecordLookup.Found> found;
    private final Places places;
    private final int partitions;
    private RecordLookup.Found last;
    private Parcel next;

    Records(
        Iterator<T> rows, Function<T, RecordLookup.Found> found, Places places, int partitions) {
      this.rows = rows;
      this.found = found;
      this.places = places;
      this.partitions = partitions;
    }

    @Override
    public boolean hasNext() {
      while (next == null && rows.hasNext()) {
        RecordLookup.Found record = found.apply(rows.next());
        boolean isWanted = record != null && places.has(record.file(), record.line());
        if (isWanted && !record.isSameAs(last)) {
          last = record;
          next = record.parcel(partitions);
        }
      }
      return next != null;
    }

    @Override
    public Parcel next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Parcel parcel = next;
      next = null;
      return parcel;
    }
  }
}
