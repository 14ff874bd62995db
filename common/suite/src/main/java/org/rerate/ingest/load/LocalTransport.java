package org.rerate.ingest.load;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongPredicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.rerate.engine.exchange.Exchange;
import org.rerate.engine.exchange.Exchange.PairKernel;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.exchange.Exchange.Sender;
import org.rerate.engine.exchange.Exchange.Sent;

/** Rows on threads of this process, which holds all of them, for as long as they are few. */
final class LocalTransport implements LoadTransport {

  /** Bytes that a row takes while it is compared, for each that it takes on its way. */
  private static final int EXPANSION = 8;

  private final SparkSession spark;
  private final Exchange exchange;
  private final LongPredicate fits;
  private final AtomicLong held = new AtomicLong();

  /**
   * A transport for one load.
   *
   * @param fits tells whether work that takes so many bytes is done in this process
   */
  LocalTransport(SparkSession spark, Exchange exchange, LongPredicate fits) {
    this.spark = spark;
    this.exchange = exchange;
    this.fits = fits;
  }

  /** There are more rows than this process should hold: they are Spark's to move. */
  static final class TooManyRowsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Counter implements RowCounter {

    private static final long serialVersionUID = 1L;

    private final LongAdder rows = new LongAdder();

    @Override
    public void add(long more) {
      rows.add(more);
    }

    @Override
    public long count() {
      return rows.sum();
    }
  }

  @Override
  public RowCounter counter() {
    return new Counter();
  }

  /** Says that so many bytes of files will be read, on disk, for rows of which few may be kept. */
  void requireReadable(long bytes) {
    if (!fits.test(bytes)) {
      throw new TooManyRowsException();
    }
  }

  private void hold(Parcel parcel) {
    if (!fits.test(EXPANSION * held.addAndGet(parcel.content().length))) {
      throw new TooManyRowsException();
    }
  }

  @Override
  public <S extends Serializable> Sent send(List<S> pieces, Sender<S> sender, int partitions) {
    Sender<S> counted = piece -> new Counted(sender.parcels(piece));
    return exchange.send(pieces, counted, partitions, Exchange.Order.NONE);
  }

  /** Parcels that this process has room for. */
  private final class Counted implements Iterator<Parcel> {

    private final Iterator<Parcel> parcels;

    Counted(Iterator<Parcel> parcels) {
      this.parcels = parcels;
    }

    @Override
    public boolean hasNext() {
      return parcels.hasNext();
    }

    @Override
    public Parcel next() {
      Parcel parcel = parcels.next();
      hold(parcel);
      return parcel;
    }
  }

  @Override
  public <T extends Serializable> Results<T> results(Sent rows, Sent others, PairKernel<T> kernel) {
    return new Here<>(rows.with(others, kernel));
  }

  /** Results that this process holds. */
  private final class Here<T extends Serializable> implements Results<T> {

    private final List<T> all;

    Here(List<T> all) {
      this.all = all;
    }

    @Override
    public boolean areHere() {
      return true;
    }

    @Override
    public <R extends Serializable> List<R> each(PartitionWork<T, R> work) {
      return List.of(work.apply(all.iterator()));
    }

    @Override
    public Sent send(ParcelOf<T> parcel, int partitions) {
      List<Parcel> parcels =
          new ArrayList<>(all.stream().map(parcel).filter(Objects::nonNull).toList());
      return exchange.send(
          List.of(0), piece -> parcels.iterator(), partitions, Exchange.Order.NONE);
    }

    @Override
    public Dataset<Row> rows(RowOf<T> row, StructType type) {
      return spark.createDataFrame(all.stream().map(row).filter(Objects::nonNull).toList(), type);
    }

    @Override
    public void close() {
      // They go with the last who refers to them.
    }
  }
}
