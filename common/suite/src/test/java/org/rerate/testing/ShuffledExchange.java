package org.rerate.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.rerate.engine.exchange.Exchange;
import org.rerate.engine.exchange.LocalExchange;
import org.rerate.engine.exchange.SparkExchange;

/** An exchange with so many partitions, to which parcels come in an order of a seed's making. */
public final class ShuffledExchange implements Exchange {

  private static final int PIECES = 3;

  private final Exchange transport;
  private final int partitions;
  private final long seed;

  private ShuffledExchange(Exchange transport, int partitions, long seed) {
    this.transport = transport;
    this.partitions = partitions;
    this.seed = seed;
  }

  /** Both transports, each with 1, 2 and 7 partitions. */
  public static List<ShuffledExchange> all(JavaSparkContext context, long seed) {
    return Stream.of(new LocalExchange(), new SparkExchange(context))
        .flatMap(
            transport -> Stream.of(1, 2, 7).map(n -> new ShuffledExchange(transport, n, seed + n)))
        .toList();
  }

  @Override
  public Sent send(List<? extends Source> sources, int into, Order order) {
    return transport.send(sources.stream().map(Shuffled::new).toList(), into, order);
  }

  @Override
  public <S, R> List<R> each(List<S> pieces, Work<S, R> work) {
    return transport.each(pieces, work);
  }

  @Override
  public int cores() {
    return partitions;
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public String toString() {
    return transport.getClass().getSimpleName() + " " + partitions;
  }

  private final class Shuffled implements Source {

    private final Source source;

    Shuffled(Source source) {
      this.source = source;
    }

    private List<Parcel> shuffled(List<Parcel> parcels) {
      List<Parcel> all = new ArrayList<>(parcels);
      Collections.shuffle(all, new Random(seed));
      return all;
    }

    @Override
    public void here(Consumer<Parcel> sink) {
      List<Parcel> all = Collections.synchronizedList(new ArrayList<>());
      source.here(all::add);
      shuffled(all).forEach(sink);
    }

    @Override
    public JavaRDD<Parcel> inTasks(JavaSparkContext context) {
      return context.parallelize(shuffled(source.inTasks(context).collect()), PIECES);
    }
  }
}
