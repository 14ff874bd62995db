package org.rerate.storage;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** An exchange on the threads of this process, which holds all parcels. */
public final class LocalExchange implements Exchange {

  /** Pieces of work per core, so that none waits long for another. */
  private static final int PIECES = 4;

  @Override
  public int partitions() {
    return PIECES * Runtime.getRuntime().availableProcessors();
  }

  @Override
  public <S extends Serializable> Sent send(
      List<S> pieces, Sender<S> sender, int partitions, Order order) {
    return sorted(each(pieces, sender::parcels), partitions, order);
  }

  /** What is made of each input, several at the same time, in their order. */
  private static <S, T> List<List<T>> each(List<S> inputs, Function<S, Iterator<T>> made) {
    return Parallel.results(
        inputs.stream()
            .map(
                input ->
                    (Supplier<List<T>>)
                        () -> {
                          List<T> all = new ArrayList<>();
                          made.apply(input).forEachRemaining(all::add);
                          return all;
                        })
            .toList());
  }

  private static Sent sorted(List<List<Parcel>> sent, int partitions, Order order) {
    List<List<Parcel>> parcels = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      parcels.add(new ArrayList<>());
    }
    sent.forEach(some -> some.forEach(parcel -> parcels.get(parcel.partition()).add(parcel)));
    if (order == Order.BY_KEY) {
      parcels.forEach(of -> of.sort(Comparator.comparing(Parcel::key)));
    }
    return new Held(parcels);
  }

  /** Parcels by partition. */
  private record Held(List<List<Parcel>> parcels) implements Sent {

    @Override
    public List<byte[]> at(int partition) {
      return parcels.get(partition).stream().map(Parcel::content).toList();
    }

    private <R> List<List<R>> each(Function<Integer, Iterator<R>> made) {
      return LocalExchange.each(IntStream.range(0, parcels.size()).boxed().toList(), made);
    }

    @Override
    public <R> List<R> run(Kernel<R> kernel) {
      return together(each(at -> kernel.results(at, parcels.get(at).iterator())));
    }

    @Override
    public <R> List<R> with(Sent other, PairKernel<R> kernel) {
      List<List<Parcel>> others = ((Held) other).parcels;
      return together(
          each(at -> kernel.results(at, parcels.get(at).iterator(), others.get(at).iterator())));
    }

    @Override
    public Sent forward(Kernel<Parcel> kernel, int partitions, Order order) {
      return sorted(each(at -> kernel.results(at, parcels.get(at).iterator())), partitions, order);
    }

    @Override
    public void close() {
      parcels.forEach(List::clear);
    }

    private static <R> List<R> together(List<List<R>> results) {
      return results.stream().flatMap(Collection::stream).toList();
    }
  }
}
