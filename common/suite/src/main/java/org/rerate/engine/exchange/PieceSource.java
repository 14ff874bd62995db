package org.rerate.engine.exchange;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.exchange.Exchange.Sender;

/** Input that the caller has cut into pieces, each read by a thread or a task of its own. */
record PieceSource<S extends Serializable>(List<S> pieces, Sender<S> sender)
    implements Exchange.Source {

  @Override
  public void here(Consumer<Parcel> sink) {
    Parallel.run(
        pieces.stream()
            .<Runnable>map(piece -> () -> sender.parcels(piece).forEachRemaining(sink))
            .toList());
  }

  @Override
  public JavaRDD<Parcel> inTasks(JavaSparkContext context) {
    Broadcast<Sender<S>> sent = context.broadcast(sender);
    return context
        .parallelize(pieces, Math.max(1, pieces.size()))
        .mapPartitions(some -> new Together<>(some, sent.value()));
  }

  /** The parcels of several pieces, one after the other. */
  private static final class Together<S> implements Iterator<Parcel> {

    private final Iterator<S> pieces;
    private final Sender<S> sender;
    private Iterator<Parcel> current = List.<Parcel>of().iterator();

    Together(Iterator<S> pieces, Sender<S> sender) {
      this.pieces = pieces;
      this.sender = sender;
    }

    @Override
    public boolean hasNext() {
      while (!current.hasNext() && pieces.hasNext()) {
        current = sender.parcels(pieces.next());
      }
      return current.hasNext();
    }

    @Override
    public Parcel next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return current.next();
    }
  }
}
