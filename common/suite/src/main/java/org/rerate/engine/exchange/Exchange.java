package org.rerate.engine.exchange;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.rerate.engine.delta.TableScan;

/**
 * Brings together what belongs together: pieces of input are read side by side and give parcels of
 * bytes, each for a partition; then a kernel works on each partition, all side by side. {@link
 * LocalExchange} does it on threads of this process, {@link SparkExchange} in tasks of the cluster;
 * {@link Exchanges} says which. Results do not depend on it, nor on the number of partitions.
 */
public interface Exchange {

  /** In what order a partition gets its parcels. */
  enum Order {
    /** None: they are handed over as they come, and need not fit in memory. */
    NONE,
    /** Ascending by key, {@link String#compareTo}; those of one key in no order. */
    BY_KEY
  }

  /**
   * What is sent.
   *
   * @param partition where to, from 0
   * @param key what it is sorted by; kept by {@link Order#BY_KEY} only, otherwise it arrives empty
   * @param content not changed once it is sent
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Parcel(int partition, String key, byte[] content) implements Serializable {

    /** A parcel to the partition that its group belongs to, among so many: the same everywhere. */
    public static Parcel of(String group, int partitions, String key, byte[] content) {
      return new Parcel(Math.floorMod(spread(group.hashCode()), partitions), key, content);
    }

    /** Similar names end in similar hashes, which would leave partitions empty. */
    private static int spread(int hash) {
      int mixed = hash * 0x9E3779B9;
      return mixed ^ (mixed >>> 15);
    }
  }

  /**
   * Reads a piece of input. Called by several threads at once, each with a piece of its own.
   *
   * @param <S> what a piece is
   */
  interface Sender<S> extends Serializable {

    /** The parcels of a piece, made while they are asked for. */
    Iterator<Parcel> parcels(S piece);
  }

  /** Input of an exchange: what threads of this process or tasks read, and the parcels of it. */
  interface Source {

    /** Reads all of it on threads of this process, which may call {@code sink} at one time. */
    void here(Consumer<Parcel> sink);

    /** The parcels as tasks make them. */
    JavaRDD<Parcel> inTasks(JavaSparkContext context);
  }

  /**
   * Makes parcels of rows of a table. Called by several threads at once, each with rows of its own.
   */
  interface RowSender extends Serializable {

    /**
     * The parcels, made while they are asked for.
     *
     * @param rows views of what a {@link TableScan} reads, its columns in their order, each
     *     overwritten by the next one; rows that do not meet its filter may be among them
     */
    Iterator<Parcel> parcels(Iterator<InternalRow> rows);
  }

  /**
   * The work on a partition; knows no Spark. Called by several threads at once, each with a
   * partition of its own, and also for partitions that got nothing.
   *
   * @param <R> what it makes, serialisable
   */
  interface Kernel<R> extends Serializable {

    /** What it makes of the parcels of a partition, in the order that was asked for. */
    Iterator<R> results(int partition, Iterator<Parcel> parcels);
  }

  /**
   * The work on a partition of two exchanges with as many partitions; otherwise as {@link Kernel}.
   *
   * @param <R> what it makes, serialisable
   */
  interface PairKernel<R> extends Serializable {

    /** What it makes of what both sent to a partition. */
    Iterator<R> results(int partition, Iterator<Parcel> parcels, Iterator<Parcel> others);
  }

  /**
   * The work on a piece of input that nothing need be brought together for. Called by several
   * threads at once, each with a piece of its own.
   *
   * @param <S> what a piece is, serialisable
   * @param <R> what is made of it, serialisable
   */
  interface Work<S, R> extends Serializable {

    /** What is made of a piece. */
    R of(S piece);
  }

  /** Parcels that were sent, or will be by the first who asks for one; they can be asked again. */
  interface Sent extends AutoCloseable {

    /** The contents of the parcels that one partition got. */
    List<byte[]> at(int partition);

    /**
     * What a kernel makes of every partition, brought here, by partition.
     *
     * @param <R> what that is
     */
    <R> List<R> run(Kernel<R> kernel);

    /**
     * The same of the partitions of this and of {@code other}, of the same exchange and with as
     * many partitions.
     *
     * @param <R> what that is
     */
    <R> List<R> with(Sent other, PairKernel<R> kernel);

    /** Sends on what a kernel makes of every partition. */
    Sent forward(Kernel<Parcel> kernel, int partitions, Order order);

    /** Lets go of the parcels, but not of those that were sent on. */
    @Override
    void close();
  }

  /**
   * Sends the parcels of all pieces.
   *
   * @param <S> what a piece is
   * @param pieces small and serialisable
   * @param sender what all pieces share; sent once to each machine
   */
  default <S extends Serializable> Sent send(
      List<S> pieces, Sender<S> sender, int partitions, Order order) {
    return send(List.of(pieces(pieces, sender)), partitions, order);
  }

  /**
   * Input that the caller has cut into pieces, each read by a thread or a task of its own.
   *
   * @param <S> what a piece is
   * @param pieces small and serialisable
   * @param sender what all pieces share
   */
  static <S extends Serializable> Source pieces(List<S> pieces, Sender<S> sender) {
    return new PieceSource<>(pieces, sender);
  }

  /** Sends the parcels of all sources. */
  Sent send(List<? extends Source> sources, int partitions, Order order);

  /**
   * What {@code work} makes of each piece, brought here, by piece.
   *
   * @param <S> what a piece is
   * @param <R> what is made of it
   */
  <S, R> List<R> each(List<S> pieces, Work<S, R> work);

  /** How many partitions are worked on at the same time. */
  int cores();

  /** How many partitions keep all cores busy though some are larger than others. */
  int partitions();
}
