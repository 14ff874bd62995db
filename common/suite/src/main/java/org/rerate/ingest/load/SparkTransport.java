package org.rerate.ingest.load;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.rerate.engine.exchange.Exchange.PairKernel;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.exchange.Exchange.Sender;
import org.rerate.engine.exchange.Exchange.Sent;
import org.rerate.engine.exchange.InternalRows;
import org.rerate.engine.exchange.SparkExchange;
import scala.Tuple2;

/** Rows in tasks of Spark, of a file of any size: what is sent and made lies on disk. */
final class SparkTransport implements LoadTransport {

  private final SparkSession spark;
  private final JavaSparkContext context;

  /** A transport of the session's tasks. */
  SparkTransport(SparkSession spark) {
    this.spark = spark;
    context = JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** What sends data to all tasks. */
  JavaSparkContext context() {
    return context;
  }

  /** Makes parcels of rows in Spark's own form, which are overwritten one by the next. */
  @FunctionalInterface
  interface RowsSender extends Function<Iterator<InternalRow>, Iterator<Parcel>>, Serializable {}

  private record Counter(LongAccumulator rows) implements RowCounter {

    @Override
    public void add(long more) {
      rows.add(more);
    }

    @Override
    public long count() {
      return rows.value();
    }
  }

  @Override
  public RowCounter counter() {
    return new Counter(spark.sparkContext().longAccumulator());
  }

  /** The sender goes to each task by itself: its counters count for that task. */
  @Override
  public <S extends Serializable> Sent send(List<S> pieces, Sender<S> sender, int partitions) {
    return SparkExchange.of(
        context
            .parallelize(new ArrayList<>(pieces), Math.max(1, pieces.size()))
            .flatMapToPair(piece -> new Pairs(sender.parcels(piece))),
        partitions);
  }

  /** Sends rows that Spark has. */
  Sent send(Dataset<Row> rows, RowsSender sender, int partitions) {
    JavaPairRDD<Integer, byte[]> pairs =
        InternalRows.of(rows).mapPartitionsToPair(some -> new Pairs(sender.apply(some)));
    return SparkExchange.of(pairs, partitions);
  }

  /** Parcels as pairs. */
  private static final class Pairs implements Iterator<Tuple2<Integer, byte[]>> {

    private final Iterator<Parcel> parcels;

    Pairs(Iterator<Parcel> parcels) {
      this.parcels = parcels;
    }

    @Override
    public boolean hasNext() {
      return parcels.hasNext();
    }

    @Override
    public Tuple2<Integer, byte[]> next() {
      Parcel parcel = parcels.next();
      return new Tuple2<>(parcel.partition(), parcel.content());
    }
  }

  @Override
  public <T extends Serializable> Results<T> results(Sent rows, Sent others, PairKernel<T> kernel) {
    return new There<>(
        ((SparkExchange.Shuffled) rows).zipped(others, kernel).persist(StorageLevel.DISK_ONLY()));
  }

  /** Results that tasks hold. */
  private final class There<T extends Serializable> implements Results<T> {

    private final JavaRDD<T> all;

    There(JavaRDD<T> all) {
      this.all = all;
    }

    @Override
    public boolean areHere() {
      return false;
    }

    @Override
    public <R extends Serializable> List<R> each(PartitionWork<T, R> work) {
      return all.mapPartitions(some -> List.of(work.apply(some)).iterator()).collect();
    }

    @Override
    public Sent send(ParcelOf<T> parcel, int partitions) {
      JavaPairRDD<Integer, byte[]> pairs =
          all.mapPartitionsToPair(some -> new Pairs(nonNull(some, parcel)));
      return SparkExchange.of(pairs, partitions);
    }

    @Override
    public Dataset<Row> rows(RowOf<T> row, StructType type) {
      return spark.createDataFrame(all.map(row::apply).filter(Objects::nonNull), type);
    }

    @Override
    public void close() {
      all.unpersist();
    }
  }

  private static <T> Iterator<Parcel> nonNull(Iterator<T> some, Function<T, Parcel> parcel) {
    Iterable<T> all = () -> some;
    return java.util.stream.StreamSupport.stream(all.spliterator(), false)
        .map(parcel)
        .filter(Objects::nonNull)
        .iterator();
  }
}
