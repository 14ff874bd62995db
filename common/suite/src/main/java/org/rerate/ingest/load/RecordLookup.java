package org.rerate.ingest.load;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.exchange.Exchange.Sent;
import org.rerate.ingest.check.RejectedRow;

/**
 * Finds the texts of rows that were found bad beside others, when they were columns of numbers: the
 * file is read once more, and its records brought to their rows.
 */
final class RecordLookup {

  private final LoadSource source;
  private final LoadTransport transport;
  private final int partitions;

  RecordLookup(LoadSource source, LoadTransport transport, int partitions) {
    this.source = source;
    this.transport = transport;
    this.partitions = partitions;
  }

  /**
   * A record of a file.
   *
   * @param text its original text
   * @param header the header of its file
   */
  record Found(String file, long line, String text, String header) implements Serializable {

    /** True if both stand at the same place. */
    boolean isSameAs(Found other) {
      return other != null && other.line == line && other.file.equals(file);
    }

    /** The parcel that brings it to its rows. */
    Parcel parcel(int partitions) {
      return new Parcel(
          Places.partition(file, line, partitions), "", PartitionedWriter.bytes(this));
    }
  }

  /** The rejected ones among {@code results} that lack their text, with it; empty if none does. */
  Optional<LoadTransport.Results<RejectedRow>> of(LoadTransport.Results<Serializable> results) {
    Places wanted = new Places();
    results.each(RecordLookup::lacking).forEach(wanted::addAll);
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    int among = partitions;
    Sent rows = results.send(result -> parcel(result, among), partitions);
    Sent records = source.records(transport, wanted, partitions);
    return Optional.of(transport.results(rows, records, RecordLookup::joined));
  }

  /** The same of a few rows. */
  List<RejectedRow> complete(List<RejectedRow> few) {
    Places wanted = lacking(List.<Serializable>copyOf(few).iterator());
    if (wanted.isEmpty()) {
      return few;
    }
    Map<Place, Found> found = new HashMap<>();
    source
        .records(transport, wanted, 1)
        .at(0)
        .forEach(content -> note((Found) PartitionedWriter.object(content), found));
    return few.stream().map(row -> row.record() == null ? complete(row, found) : row).toList();
  }

  private static Places lacking(Iterator<Serializable> results) {
    Places places = new Places();
    results.forEachRemaining(
        result -> {
          if (result instanceof RejectedRow row && row.record() == null) {
            places.add(row.file(), row.line());
          }
        });
    return places;
  }

  private static Parcel parcel(Serializable result, int partitions) {
    return result instanceof RejectedRow row && row.record() == null
        ? new Parcel(
            Places.partition(row.file(), row.line(), partitions), "", PartitionedWriter.bytes(row))
        : null;
  }

  /** What tells a record apart. */
  private record Place(String file, long line) {}

  private static Iterator<RejectedRow> joined(
      int partition, Iterator<Parcel> rows, Iterator<Parcel> records) {
    Map<Place, Found> found = new HashMap<>();
    records.forEachRemaining(
        parcel -> {
          note((Found) PartitionedWriter.object(parcel.content()), found);
        });
    List<RejectedRow> complete = new ArrayList<>();
    rows.forEachRemaining(
        parcel -> {
          RejectedRow row = (RejectedRow) PartitionedWriter.object(parcel.content());
          complete.add(complete(row, found));
        });
    return complete.iterator();
  }

  private static void note(Found record, Map<Place, Found> found) {
    found.put(new Place(record.file(), record.line()), record);
  }

  private static RejectedRow complete(RejectedRow row, Map<Place, Found> found) {
    Found record = found.get(new Place(row.file(), row.line()));
    return row.with(record.text(), record.header());
  }
}
