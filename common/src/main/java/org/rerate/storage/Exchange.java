package org.rerate.storage;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.KryoSerializer;
import scala.Tuple2;
import scala.reflect.ClassTag;

/**
 * Sends parcels of bytes to the tasks whose number each bears. The sending is done once, by the
 * first who asks for any of them; what was sent stays on disk while the exchange is in use.
 */
public final class Exchange {

  private static final ClassTag<Object> NUMBER = ClassTag.apply(Integer.class);

  private static final ClassTag<byte[]> BYTES = ClassTag.apply(byte[].class);

  private final JavaRDD<byte[]> parcels;

  private Exchange(JavaRDD<byte[]> parcels) {
    this.parcels = parcels;
  }

  /** Sends parcels to tasks 0 to {@code tasks - 1}. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // Scala's classes for pairs of numbers and bytes
  public static Exchange of(JavaPairRDD<Integer, byte[]> sent, int tasks) {
    ShuffledRDD shuffled =
        new ShuffledRDD(sent.rdd(), new HashPartitioner(tasks), NUMBER, BYTES, BYTES);
    // Java's own serialization would keep a hundred parcels of each task in memory.
    shuffled.setSerializer(new KryoSerializer(context(sent).getConf()));
    JavaRDD<Tuple2<Integer, byte[]>> received =
        new JavaRDD<>(shuffled, ClassTag.apply(Tuple2.class));
    return new Exchange(received.map(Tuple2::_2));
  }

  private static SparkContext context(JavaPairRDD<Integer, byte[]> sent) {
    return JavaSparkContext.toSparkContext(JavaSparkContext.fromSparkContext(sent.context()));
  }

  /** What was sent to one task. */
  public List<byte[]> at(int task) {
    return parcels.collectPartitions(new int[] {task})[0];
  }

  /**
   * What each task makes of what this and another exchange, of as many tasks, sent to it.
   *
   * @param <T> what that is
   */
  public <T> JavaRDD<T> with(
      Exchange other, FlatMapFunction2<Iterator<byte[]>, Iterator<byte[]>, T> work) {
    return parcels.zipPartitions(other.parcels, work);
  }
}
