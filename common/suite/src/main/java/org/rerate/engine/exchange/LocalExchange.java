package org.rerate.engine.exchange;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** An exchange on the threads of this process, which holds all parcels. */
public final class LocalExchange implements Exchange {

  /** Pieces of work per core, so that none waits long for another. */
  private static final int PIECES = 4;

  @Override
  public int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public int partitions() {
    return PIECES * cores();
  }

  @Override
  public Sent send(List<? extends Source> sources, int partitions, Order order) {
    List<List<Parcel>> parcels = empty(partitions);
    for (Source source : sources) {
      source.here(parcel -> add(parcels, parcel));
    }
    return sorted(parcels, order);
  }

  @Override
  public <S, R> List<R> each(List<S> pieces, Work<S, R> work) {
    return Parallel.results(
        pieces.stream().<Supplier<R>>map(piece -> () -> work.of(piece)).toList());
  }

  private static List<List<Parcel>> empty(int partitions) {
    List<List<Parcel>> parcels = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      parcels.add(new ArrayList<>());
    }
    return parcels;
  }

  private static void add(List<List<Parcel>> parcels, Parcel parcel) {
    List<Parcel> of = parcels.get(parcel.partition());
    synchronized (of) {
      of.add(parcel);
    }
  }

  private static Sent sorted(List<List<Parcel>> parcels, Order order) {
    if (order == Order.BY_KEY) {
      Parallel.run(
          parcels.stream()
              .<Runnable>map(of -> () -> of.sort(Comparator.comparing(Parcel::key)))
              .toList());
    }
    return new Held(parcels);
  }

  /** Parcels by partition. */
  private record Held(List<List<Parcel>> parcels) implements Sent {

    @Override
    public List<byte[]> at(int partition) {
      return parcels.get(partition).stream().map(Parcel::content).toList();
    }

    /** What is made of each partition, of several at the same time. */
    private <R> List<R> each(IntFunction<Iterator<R>> made) {
      List<Supplier<List<R>>> works =
          IntStream.range(0, parcels.size())
              .<Supplier<List<R>>>mapToObj(at -> () -> drained(made.apply(at)))
              .toList();
      return Parallel.results(works).stream().flatMap(Collection::stream).toList();
    }

    private static <R> List<R> drained(Iterator<R> results) {
      List<R> all = new ArrayList<>();
      results.forEachRemaining(all::add);
      return all;
    }

    @Override
    public <R> List<R> run(Kernel<R> kernel) {
      return each(at -> kernel.results(at, parcels.get(at).iterator()));
    }

    @Override
    public <R> List<R> with(Sent other, PairKernel<R> kernel) {
      List<List<Parcel>> others = ((Held) other).parcels;
      return each(at -> kernel.results(at, parcels.get(at).iterator(), others.get(at).iterator()));
    }

    @Override
    public Sent forward(Kernel<Parcel> kernel, int partitions, Order order) {
      List<List<Parcel>> sent = empty(partitions);
      run(kernel).forEach(parcel -> add(sent, parcel));
      return sorted(sent, order);
    }

    @Override
    public void close() {
      parcels.forEach(List::clear);
    }
  }
}
