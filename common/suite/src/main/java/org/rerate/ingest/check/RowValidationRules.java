package org.rerate.ingest.check;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * What each row of one feed file is asked by itself. It goes to tasks of other processes once
 * {@link #send} has sent what may be large.
 */
public final class RowValidationRules implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What the rules are held against. */
  private record Known(KnownReferences references, Set<String> taken) implements Serializable {}

  private final String file;
  private final LocalDate runDay;
  private final transient Known known;
  private Broadcast<Known> sent;

  /**
   * The rules of a file.
   *
   * @param references companies and lines that rows may name; asked for only if they do
   * @param runDay the run's day, UTC
   * @param taken keys of which every good row counts as unchanged: those that a mapping which makes
   *     the rows up may not take; empty for none
   */
  public RowValidationRules(
      FeedSpec spec, Supplier<KnownReferences> references, LocalDate runDay, Set<String> taken) {
    file = spec.name();
    this.runDay = runDay;
    known = new Known(KnownReferences.columns(spec).isEmpty() ? null : references.get(), taken);
  }

  /** A judge for one thread. */
  public RowValidator judge() {
    BatchSchema shape = new BatchSchema(MarketTables.named(file).orElseThrow());
    Known against = known == null ? sent.value() : known;
    return new RowValidator(
        shape, RowRules.of(shape, runDay), against.references(), against.taken());
  }

  /** Sends to other processes what they need. */
  public void send(JavaSparkContext context) {
    sent = context.broadcast(known);
  }

  /** Lets go of what was sent. */
  public void release() {
    if (sent != null) {
      sent.unpersist();
    }
  }
}
