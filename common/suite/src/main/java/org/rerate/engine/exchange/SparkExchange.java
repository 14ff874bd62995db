package org.rerate.engine.exchange;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.Partitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.KryoSerializer;
import scala.Tuple2;
import scala.math.Ordering;
import scala.math.Ordering$;
import scala.reflect.ClassTag;

/**
 * An exchange through Spark's shuffle. The sending is done once, by the first who asks for any
 * parcel; what was sent stays on disk while the exchange is in use.
 */
public final class SparkExchange implements Exchange {

  private static final ClassTag<byte[]> BYTES = ClassTag.apply(byte[].class);

  private final JavaSparkContext context;

  /** An exchange on the cluster of that context. */
  public SparkExchange(JavaSparkContext context) {
    this.context = context;
  }

  @Override
  public int cores() {
    return context.defaultParallelism();
  }

  @Override
  public int partitions() {
    return Math.max(4, 2 * cores());
  }

  @Override
  public Sent send(List<? extends Source> sources, int partitions, Order order) {
    JavaRDD<Parcel> parcels =
        sources.stream()
            .map(source -> source.inTasks(context))
            .reduce(JavaRDD::union)
            .orElseGet(context::emptyRDD);
    return shuffled(context, parcels, partitions, order);
  }

  @Override
  public <S, R> List<R> each(List<S> pieces, Work<S, R> work) {
    return pieces.isEmpty()
        ? List.of()
        : context.parallelize(pieces, pieces.size()).map(work::of).collect();
  }

  /** Sends parcels that tasks of the caller make, to partitions 0 to {@code partitions - 1}. */
  public static Shuffled of(JavaPairRDD<Integer, byte[]> sent, int partitions) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(sent.context());
    JavaRDD<Tuple2<Object, byte[]>> received =
        shuffle(context, sent, new HashPartitioner(partitions), Integer.class, null);
    return new Shuffled(
        context, received.map(pair -> new Parcel((Integer) pair._1(), "", pair._2())));
  }

  private static Shuffled shuffled(
      JavaSparkContext context, JavaRDD<Parcel> parcels, int partitions, Order order) {
    if (order == Order.NONE) {
      return of(
          parcels.mapToPair(parcel -> new Tuple2<>(parcel.partition(), parcel.content())),
          partitions);
    }
    JavaPairRDD<Tuple2<Integer, String>, byte[]> keyed =
        parcels.mapToPair(
            parcel ->
                new Tuple2<>(new Tuple2<>(parcel.partition(), parcel.key()), parcel.content()));
    JavaRDD<Tuple2<Object, byte[]>> received =
        shuffle(
            context,
            keyed,
            new ByPartition(partitions),
            Tuple2.class,
            Ordering$.MODULE$.comparatorToOrdering(new ByKey()));
    return new Shuffled(context, received.map(SparkExchange::parcel));
  }

  private static Parcel parcel(Tuple2<Object, byte[]> pair) {
    Tuple2<?, ?> key = (Tuple2<?, ?>) pair._1();
    return new Parcel((Integer) key._1(), (String) key._2(), pair._2());
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Scala's classes for pairs
  private static JavaRDD<Tuple2<Object, byte[]>> shuffle(
      JavaSparkContext context,
      JavaPairRDD sent,
      Partitioner partitioner,
      Class<?> key,
      Ordering<?> order) {
    ShuffledRDD shuffled =
        new ShuffledRDD(sent.rdd(), partitioner, ClassTag.apply(key), BYTES, BYTES);
    // Java's own serialization would keep a hundred parcels of each task in memory.
    shuffled.setSerializer(new KryoSerializer(context.getConf()));
    if (order != null) {
      shuffled.setKeyOrdering(order);
    }
    return new JavaRDD<>(shuffled, ClassTag.apply(Tuple2.class));
  }

  /** By the number that the key begins with. */
  private static final class ByPartition extends Partitioner {

    private static final long serialVersionUID = 1L;

    private final int partitions;

    ByPartition(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) ((Tuple2<?, ?>) key)._1();
    }
  }

  /** By the text that the key ends with. */
  private static final class ByKey implements Comparator<Tuple2<Integer, String>>, Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Tuple2<Integer, String> a, Tuple2<Integer, String> b) {
      return a._2().compareTo(b._2());
    }
  }

  /** Parcels that lie in Spark's shuffle. */
  public static final class Shuffled implements Sent {

    private final JavaSparkContext context;
    private final JavaRDD<Parcel> parcels;

    private Shuffled(JavaSparkContext context, JavaRDD<Parcel> parcels) {
      this.context = context;
      this.parcels = parcels;
    }

    @Override
    public List<byte[]> at(int partition) {
      return parcels.map(Parcel::content).collectPartitions(new int[] {partition})[0];
    }

    private <R> JavaRDD<R> results(Kernel<R> kernel) {
      Broadcast<Kernel<R>> sent = context.broadcast(kernel);
      return parcels.mapPartitions(
          some -> sent.value().results(TaskContext.getPartitionId(), some));
    }

    @Override
    public <R> List<R> run(Kernel<R> kernel) {
      return results(kernel).collect();
    }

    @Override
    public <R> List<R> with(Sent other, PairKernel<R> kernel) {
      return zipped(other, kernel).collect();
    }

    /**
     * The same left where the tasks are, for callers that have more to ask of it.
     *
     * @param <R> what that is
     */
    public <R> JavaRDD<R> zipped(Sent other, PairKernel<R> kernel) {
      return parcels.zipPartitions(
          ((Shuffled) other).parcels,
          (some, others) -> kernel.results(TaskContext.getPartitionId(), some, others));
    }

    @Override
    public Sent forward(Kernel<Parcel> kernel, int partitions, Order order) {
      return shuffled(context, results(kernel), partitions, order);
    }

    /** Spark deletes what was sent once nobody refers to it. */
    @Override
    public void close() {}
  }
}
