package org.rerate.valuation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.rerate.blocks.ReferenceData;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.exchange.Exchange;
import org.rerate.engine.exchange.Exchange.Order;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.exchange.Exchange.Sent;
import org.rerate.engine.exchange.Exchange.Source;
import org.rerate.engine.filter.KeySet;
import org.rerate.history.FactKind;
import org.rerate.history.Rates;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.ShareRules;
import org.rerate.methodology.ShareRules.SuspectSplits;

/**
 * Brings all blocks of an issuer together, where {@link IssuerValuer} values it, and all values of
 * a chunk of days, where {@link ChunkValuer} adds them up to baskets.
 */
public final class IssuerValuation {

  /** Signs what older rows are carried for a valuation. */
  private static final String SIGNATURE = "valuation";

  /** Memory that a value and its code take. */
  private static final int BYTES_OF_VALUE = 12;

  /** Days in which the sessions lie for which a split is suspected, with the one before. */
  private static final int DAYS_OF_SUSPECT = 3 * ShareRules.SUSPECT_SESSIONS;

  private static final List<String> KINDS =
      Arrays.stream(FactKind.values())
          .filter(kind -> kind.isOfLine() || kind.isOfIssuer())
          .map(FactKind::name)
          .toList();

  private final ReferenceData references;
  private final boolean keeps;

  /** A valuation of the issuers of the same warehouse. */
  public IssuerValuation(ReferenceData references) {
    this(references, true);
  }

  /**
   * The same that may leave the warehouse as it is.
   *
   * @param keeps true to store what older rows are carried, for the next time
   */
  IssuerValuation(ReferenceData references, boolean keeps) {
    this.references = references;
    this.keeps = keeps;
  }

  /**
   * What is known of issuers, to be sent to them.
   *
   * @param known the issuers
   * @param figures what is sent of members besides
   * @param blocks their packed blocks
   */
  record Input(IssuersOfLines known, MemberFigures figures, List<TableScan> blocks) {

    /** What is read and, in memory, made for {@code plan}. */
    long bytes(Plan plan) {
      long values =
          plan.chunks().stream()
              .mapToLong(
                  chunk ->
                      plan.numbers(chunk)
                          * chunk.size()
                          * known.issuers().stream()
                              .filter(id -> plan.hasIssuer(id, chunk))
                              .count())
              .sum();
      return values * BYTES_OF_VALUE + blocks.stream().mapToLong(TableScan::bytes).sum();
    }

    /** Marks and blocks, by issuer. */
    Stream<Source> sources(int partitions) {
      Source marks =
          Exchange.pieces(
              List.of(known),
              k -> k.issuers().stream().map(id -> PackedFacts.mark(id, partitions)).iterator());
      PackedFacts.Sender sender = new PackedFacts.Sender(known, figures, partitions);
      return Stream.concat(Stream.of(marks), blocks.stream().map(scan -> scan.source(sender)));
    }
  }

  /** What is known of issuers for the days of {@code plan}. */
  Input input(Plan plan, KeySet issuers) {
    IssuersOfLines known = IssuersOfLines.of(references.warehouse(), plan.asOf(), issuers);
    return input(plan, known, issuers.isAll() ? KeySet.ALL : KeySet.of(known.keys()));
  }

  private Input input(Plan plan, IssuersOfLines known, KeySet keys) {
    List<TableScan> blocks =
        references
            .series()
            .blocks(
                plan.asOf(),
                plan.firstDay(),
                daysBefore(plan.methodology()),
                KINDS,
                keys,
                keeps ? SIGNATURE : null);
    return new Input(known, plan.figures(), blocks);
  }

  /** How far back rows of a day can still count. */
  private static int daysBefore(Methodology methodology) {
    int aged = Math.max(methodology.priceMaxAgeDays(), methodology.estimateMaxAgeDays());
    boolean seesSplits = methodology.shareRules().suspectSplits() != SuspectSplits.WARN;
    return seesSplits ? Math.max(aged, DAYS_OF_SUSPECT) : aged;
  }

  /** The exchange for a step on {@code input}. */
  private Exchange exchange(String step, Plan plan, Input input) {
    return references.warehouse().exchanges().of(step, input.bytes(plan));
  }

  private static Sent gathered(Exchange exchange, Input input) {
    int partitions = exchange.partitions();
    return exchange.send(input.sources(partitions).toList(), partitions, Order.BY_KEY);
  }

  /** The marks and blocks of issuers, brought here in order of issuer. */
  List<Parcel> parcels(String step, Plan plan, KeySet issuers) {
    return parcels(step, plan, input(plan, issuers));
  }

  /** The same of issuers that need not be on file. */
  List<Parcel> parcels(String step, Plan plan, IssuersOfLines known) {
    return parcels(step, plan, input(plan, known, KeySet.of(known.keys())));
  }

  private List<Parcel> parcels(String step, Plan plan, Input input) {
    try (Sent blocks = gathered(exchange(step, plan, input), input)) {
      return blocks.run((partition, parcels) -> parcels);
    }
  }

  /** The values of issuers on the days of {@code plan}, brought here. */
  List<IssuerBlock> value(String step, Plan plan, Rates rates, KeySet issuers) {
    Input input = input(plan, issuers);
    try (Sent blocks = gathered(exchange(step, plan, input), input)) {
      return blocks.run(new IssuerValuer(plan, rates));
    }
  }

  /** The same as parcels ({@link IssuerBlock}), by the places of their chunks in the plan. */
  Sent byChunk(String step, Plan plan, Rates rates, KeySet issuers) {
    Input input = input(plan, issuers);
    return byChunk(exchange(step, plan, input), input, plan, rates);
  }

  static Sent byChunk(Exchange exchange, Input input, Plan plan, Rates rates) {
    int[] places = plan.places();
    try (Sent blocks = gathered(exchange, input)) {
      return blocks.forward(
          new IssuerValuer(plan, rates).sending(places),
          places[places.length - 1] + 1,
          Order.BY_KEY);
    }
  }
}
