package org.rerate.ingest.load;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.rerate.engine.exchange.Exchange.PairKernel;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.exchange.Exchange.Sender;
import org.rerate.engine.exchange.Exchange.Sent;

/**
 * How the rows of a load get from those who read them to those who compare them: on threads of this
 * process, or through Spark. What a load does and finds does not depend on it.
 */
sealed interface LoadTransport permits LocalTransport, SparkTransport {

  /** Counts rows wherever they are worked on; for progress. */
  interface RowCounter extends Serializable {

    /** Counts some more. */
    void add(long rows);

    /** How many were counted, about. */
    long count();
  }

  /**
   * What was made of each partition, for whoever asks about it; it may lie elsewhere.
   *
   * @param <T> what that is
   */
  interface Results<T extends Serializable> extends AutoCloseable {

    /** True if they lie in this process. */
    boolean areHere();

    /** What {@code work} makes of the results of each partition, brought here. */
    <R extends Serializable> List<R> each(PartitionWork<T, R> work);

    /** Sends on the parcels of results; a result without one is left out. */
    Sent send(ParcelOf<T> parcel, int partitions);

    /** Rows of results; a result without one is left out. */
    Dataset<Row> rows(RowOf<T> row, StructType type);

    @Override
    void close();
  }

  /** Works on the results of one partition. */
  @FunctionalInterface
  interface PartitionWork<T, R> extends Function<Iterator<T>, R>, Serializable {}

  /** Makes a parcel of a result, or null. */
  @FunctionalInterface
  interface ParcelOf<T> extends Function<T, Parcel>, Serializable {}

  /** Makes a row of a result, or null. */
  @FunctionalInterface
  interface RowOf<T> extends Function<T, Row>, Serializable {}

  /** A counter that counts from 0. */
  RowCounter counter();

  /** Sends the parcels of all pieces. */
  <S extends Serializable> Sent send(List<S> pieces, Sender<S> sender, int partitions);

  /** What a kernel makes of each partition of what was sent. */
  <T extends Serializable> Results<T> results(Sent rows, Sent others, PairKernel<T> kernel);
}
