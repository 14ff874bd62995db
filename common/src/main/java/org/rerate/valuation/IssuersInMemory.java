package org.rerate.valuation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.series.FactKind;
import org.rerate.series.Rates;
import org.rerate.series.ReferenceData;
import org.rerate.storage.Filter;
import org.rerate.storage.Parallel;
import org.rerate.storage.TableScan;

/**
 * Caps and earnings of issuers on a few days, or of a few issuers, worked out in this process: for
 * those, planning Spark jobs and handing packed blocks through a shuffle takes longer than the
 * walk. {@link IssuerValuation} is the same for any number of both.
 */
final class IssuersInMemory {

  /** Valued days beyond which the walk is worth more cores. */
  private static final int MOST_DAYS = 100;

  /** Issuers times days that are worth no job, however many days they are. */
  private static final long FEW_VALUED = 100_000;

  /** Issuers whose rows and blocks are looked for among the others by name. */
  static final int FEW_NAMED = 20;

  /** Numbers of issuers, as they are held until they are written: some hundred megabytes. */
  private static final long MOST_NUMBERS = 4_000_000;

  /** Packed blocks, on disk: two years of some 25,000 lines. */
  private static final long MOST_BYTES = 128L << 20;

  /** Pieces of work per core, so that none waits long for another. */
  private static final int PIECES = 4;

  private final ReferenceData references;
  private final Plan plan;
  private final Rates rates;

  private IssuersInMemory(ReferenceData references, Plan plan, Rates rates) {
    this.references = references;
    this.plan = plan;
    this.rates = rates;
  }

  /**
   * Values issuers on the days of {@code plan}; empty if that is Spark's work.
   *
   * @param issuers only these; null for all
   */
  static Optional<List<IssuerBlock>> value(
      ReferenceData references, Plan plan, Rates rates, Collection<String> issuers) {
    int days = plan.days().length;
    boolean isFew = issuers != null && (long) issuers.size() * days <= FEW_VALUED;
    return days > MOST_DAYS && !isFew
        ? Optional.empty()
        : new IssuersInMemory(references, plan, rates).value(issuers);
  }

  private Optional<List<IssuerBlock>> value(Collection<String> issuers) {
    Optional<List<TableScan>> blocks =
        IssuerValuation.blocksHere(references.series(), plan)
            .filter(all -> all.stream().mapToLong(TableScan::bytes).sum() <= MOST_BYTES);
    if (blocks.isEmpty()) {
      return Optional.empty();
    }
    IssuersOfLines known = IssuersOfLines.of(references.warehouse(), plan.asOf(), issuers);
    if (numbers(known.issuers().size()) > MOST_NUMBERS) {
      return Optional.empty();
    }
    if (known.issuers().size() <= FEW_NAMED) {
      blocks.get().forEach(scan -> scan.where(Filter.in("series_key", known.keys())));
    }
    Map<String, List<Row>> gathered = gathered(blocks.get(), known);
    List<String> ids = List.copyOf(gathered.keySet());
    int pieces = Math.min(ids.size(), PIECES * Runtime.getRuntime().availableProcessors());
    List<Supplier<List<IssuerBlock>>> walks =
        IntStream.range(0, pieces)
            .mapToObj(
                piece ->
                    ids.subList(ids.size() * piece / pieces, ids.size() * (piece + 1) / pieces))
            .map(some -> (Supplier<List<IssuerBlock>>) () -> walked(some, gathered))
            .toList();
    return Optional.of(Parallel.results(walks).stream().flatMap(Collection::stream).toList());
  }

  private long numbers(long issuers) {
    int bases = plan.chunks().stream().mapToInt(chunk -> chunk.bases().size()).max().orElse(0);
    return issuers * plan.days().length * (1 + bases);
  }

  /** An issuer and its rows, as {@link IssuerValuer} takes them, added by several threads. */
  private record Gathered(String id, List<Row> rows) {

    static Gathered of(String id) {
      return new Gathered(id, new ArrayList<>(List.of(IssuerValuation.mark(id))));
    }

    void add(String kind, String name, byte[] payload) {
      synchronized (rows) {
        rows.add(RowFactory.create(id, kind, name, payload));
      }
    }
  }

  /** The rows that {@link IssuerValuer} takes, by issuer. */
  private static Map<String, List<Row>> gathered(List<TableScan> blocks, IssuersOfLines known) {
    // A block's key is looked up once: there are as many blocks as keys times days since upkeep.
    Map<String, List<Gathered>> byIssuer = new HashMap<>();
    known.issuers().forEach(id -> byIssuer.put(id, List.of(Gathered.of(id))));
    Map<String, List<Gathered>> byLine = new HashMap<>();
    known
        .owners()
        .forEach(
            (line, ids) ->
                byLine.put(
                    line,
                    ids.stream()
                        .flatMap(id -> byIssuer.getOrDefault(id, List.of()).stream())
                        .toList()));
    blocks.forEach(
        scan ->
            scan.forEachSideBySide(
                block -> {
                  String kind = block.text(0);
                  String key = block.text(1);
                  boolean ofLine = FactKind.valueOf(kind).isOfLine();
                  List<Gathered> of = (ofLine ? byLine : byIssuer).getOrDefault(key, List.of());
                  if (of.isEmpty() || !(ofLine || IssuerValuation.isUsed(block.text(2)))) {
                    return;
                  }
                  String name = ofLine ? key : block.text(2);
                  byte[] payload = block.bytes(3);
                  of.forEach(one -> one.add(kind, name, payload));
                }));
    Map<String, List<Row>> gathered = new TreeMap<>();
    byIssuer.forEach((id, of) -> gathered.put(id, of.get(0).rows()));
    return gathered;
  }

  private List<IssuerBlock> walked(List<String> issuers, Map<String, List<Row>> gathered) {
    List<IssuerBlock> blocks = new ArrayList<>();
    new IssuerValuer(
            issuers.stream().flatMap(id -> gathered.get(id).stream()).iterator(), plan, rates)
        .forEachRemaining(blocks::add);
    return blocks;
  }
}
