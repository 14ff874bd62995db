package org.rerate.valuation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.engine.delta.OverwriteSpec;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.exchange.Exchange.Sent;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.KeySet;
import org.rerate.engine.parquet.DataFile;
import org.rerate.history.Rates;
import org.rerate.methodology.Methodology;
import org.rerate.table.FigureTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/**
 * Values issuers and baskets for a range of days and replaces that range in the result tables, one
 * transaction a table.
 */
public final class Valuation {

  /** No feed may have a day before it. */
  static final int EARLIEST = Days.of(LocalDate.of(1900, 1, 1));

  /** Results of baskets of which a basis is part of the key. */
  private static final List<TableSpec> ON_BASES =
      List.of(
          ValuationTables.BASKET_VALUATIONS,
          FigureTables.BASKET_MULTIPLES,
          FigureTables.BASKET_REVISIONS);

  private static final int LATEST = Days.of(LocalDate.of(9999, 12, 31));

  private final ReferenceData references;
  private final Warehouse warehouse;
  private final String runId;
  private final Consumer<String> progress;

  /**
   * A valuation that signs its rows with {@code runId} and says how far it is.
   *
   * @param references as seen by the cut that is valued for
   */
  public Valuation(ReferenceData references, String runId, Consumer<String> progress) {
    this.references = references;
    this.warehouse = references.warehouse();
    this.runId = runId;
    this.progress = progress;
  }

  /**
   * Values the plan's days and writes caps, earnings and basket valuations.
   *
   * @param named bases that were asked for by name: only their rows are replaced; empty for all
   * @param rolling true to bring the rolling statistics up to date too
   * @return table name to the version written
   */
  public Map<String, Long> write(
      Plan plan, List<BasketRequest> requests, List<Basis> named, boolean rolling) {
    int[] days = plan.days();
    return write(plan, days[0], days[days.length - 1], requests, named, rolling);
  }

  /** The same of all days that there are: rows of others, which are gone, do not stay. */
  public Map<String, Long> writeAll(
      Plan plan, List<BasketRequest> requests, List<Basis> named, boolean rolling) {
    return write(plan, EARLIEST, LATEST, requests, named, rolling);
  }

  private Map<String, Long> write(
      Plan plan,
      int first,
      int last,
      List<BasketRequest> requests,
      List<Basis> named,
      boolean rolling) {
    progress.accept("valuing issuers and baskets");
    Plan whole = plan.with(MemberFigures.of(references, plan, requests));
    ResultVariant variant = new ResultVariant(plan.methodology().name(), plan.asOf());
    IndexSeries index = new IndexSeries(references, variant, runId);
    List<DataFile> files =
        taken(index, computed(whole, requests, plan.scope().issuersToRead(), true));
    Map<String, Long> versions = new ConcurrentSkipListMap<>();
    List<Runnable> commits = new ArrayList<>();
    Filter issuers = plan.scope().issuerFilter();
    commits.add(
        () -> commit(versions, ValuationTables.ISSUER_CAPS, files, plan, first, last, issuers));
    commits.add(
        () ->
            commit(
                versions,
                ValuationTables.ISSUER_EARNINGS,
                files,
                plan,
                first,
                last,
                Filter.and(issuers, onBases(named))));
    if (!requests.isEmpty()) {
      Filter baskets = Filter.and(plan.scope().basketFilter(), filter(requests));
      commits.add(() -> index(versions, plan, requests, index));
      for (TableSpec table : ON_BASES) {
        Filter onBases = Filter.and(baskets, onBases(named));
        commits.add(() -> commit(versions, table, files, plan, first, last, onBases));
      }
      commits.add(
          () -> commit(versions, FigureTables.BASKET_GROWTH, files, plan, first, last, baskets));
    }
    warehouse.together(commits);
    if (rolling && !requests.isEmpty() && !plan.methodology().rollingWindows().isEmpty()) {
      progress.accept("writing " + ValuationTables.ROLLING.fullName());
      roll(versions, plan, first, requests, named);
    }
    return versions;
  }

  /**
   * Values baskets alone, for reports, which restate them to the members of one date.
   *
   * @param bases the bases of every day of the plan
   * @return table name to the version written
   */
  public Map<String, Long> restate(Plan plan, List<BasketRequest> requests, List<Basis> bases) {
    List<DataFile> files =
        computed(plan, requests, KeySet.of(members(requests)), false).stream()
            .map(ChunkResult::file)
            .filter(Objects::nonNull)
            .toList();
    Map<String, Long> versions = new ConcurrentSkipListMap<>();
    Filter baskets = Filter.and(onBases(bases), filter(requests));
    int[] days = plan.days();
    commit(
        versions,
        ValuationTables.BASKET_VALUATIONS,
        files,
        plan,
        days[0],
        days[days.length - 1],
        baskets);
    return versions;
  }

  /** Replaces the levels of indexes from the first day on whose returns are other than stored. */
  private void index(
      Map<String, Long> versions, Plan plan, List<BasketRequest> requests, IndexSeries index) {
    Map<String, DayRanges> missing =
        new IndexPass(references, index, plan.scope()).missing(requests);
    if (!missing.isEmpty()) {
      progress.accept("valuing the days of indexes");
      Map<String, DayRanges> needed = new HashMap<>();
      missing.forEach(
          (basket, days) ->
              references
                  .memberships()
                  .issuers(List.of(basket))
                  .forEach(member -> needed.merge(member, days, DayRanges::and)));
      RecomputeScope scope =
          new RecomputeScope(DayRanges.NONE, Map.of(), missing, needed, Map.of()).simplified();
      int[] calendar = references.valuationDays(Integer.MIN_VALUE, Integer.MAX_VALUE);
      Plan bare =
          Plan.of(plan.methodology(), plan.asOf(), calendar, List.of(), scope).withoutBases();
      MemberFigures figures =
          MemberFigures.ofIndex(references, plan.methodology(), bare.days(), requests);
      taken(index, computed(bare.with(figures), requests, KeySet.of(needed.keySet()), false));
    }
    Long version = index.write();
    if (version != null) {
      versions.put(FigureTables.BASKET_INDEX.fullName(), version);
    }
  }

  /** The files; the returns go to {@code index}, so that nothing else holds them. */
  private static List<DataFile> taken(IndexSeries index, List<ChunkResult> computed) {
    List<DataFile> files = new ArrayList<>();
    for (ChunkResult result : computed) {
      if (result.returns() == null) {
        files.add(result.file());
      } else {
        index.add(result.returns());
      }
    }
    return files;
  }

  /** How many members have numbers: of a part of the issuers, those among them. */
  private static long held(Set<String> members, KeySet issuers) {
    return members.stream().filter(issuers::has).count();
  }

  private Set<String> members(List<BasketRequest> requests) {
    return references
        .memberships()
        .issuers(requests.stream().map(BasketRequest::basketId).toList());
  }

  /** One pass: issuers, then per chunk of days their rows and baskets. */
  private List<ChunkResult> computed(
      Plan whole, List<BasketRequest> requests, KeySet issuers, boolean issuersToo) {
    Plan plan = whole.boundedFor(held(members(requests), issuers));
    Rates rates = references.rates(plan.days(), plan.methodology().fxMaxAgeDays());
    try (Sent values =
        new IssuerValuation(references).byChunk("issuers and baskets", plan, rates, issuers)) {
      return values.run(
          new ChunkValuer(
              plan, references.memberships(), requests, warehouse.rowFolder(), runId, issuersToo));
    }
  }

  /**
   * Replaces the rolling statistics of these baskets from {@code firstDay} on, once all valuations
   * since then are stored.
   *
   * @param bases the bases; empty for all that are stored
   * @return the version written
   */
  public long roll(
      Methodology methodology, int firstDay, List<BasketRequest> requests, List<Basis> bases) {
    return roll(methodology, List.of(part(firstDay, requests, bases)));
  }

  private long roll(Methodology methodology, List<RollingValuation.Part> parts) {
    return new RollingValuation(references, methodology, runId)
        .ofBaskets(parts, methodology.rollingWindows());
  }

  private static RollingValuation.Part part(
      int from, List<BasketRequest> requests, List<Basis> bases) {
    return new RollingValuation.Part(
        from,
        requests.stream()
            .collect(
                Collectors.groupingBy(
                    request -> request.membership().toString(),
                    LinkedHashMap::new,
                    Collectors.mapping(
                        BasketRequest::basketId, Collectors.toCollection(TreeSet::new)))),
        bases.stream().map(Basis::toString).collect(Collectors.toCollection(TreeSet::new)),
        Set.of());
  }

  /** A new day moves the windows of every basket; a changed value those of its own, from it on. */
  private void roll(
      Map<String, Long> versions,
      Plan plan,
      int first,
      List<BasketRequest> requests,
      List<Basis> named) {
    RecomputeScope scope = plan.scope();
    int whole = scope.isEverything() ? first : scope.whole().first();
    Map<Integer, List<BasketRequest>> byFirstDay = new TreeMap<>();
    for (BasketRequest request : requests) {
      int from = Math.max(first, Math.min(whole, scope.firstDay(request.basketId())));
      if (from != RecomputeScope.NEVER) {
        byFirstDay.computeIfAbsent(from, day -> new ArrayList<>()).add(request);
      }
    }
    if (!byFirstDay.isEmpty()) {
      List<RollingValuation.Part> parts = new ArrayList<>();
      byFirstDay.forEach((from, baskets) -> parts.add(part(from, baskets, named)));
      versions.put(ValuationTables.ROLLING.fullName(), roll(plan.methodology(), parts));
    }
  }

  private void commit(
      Map<String, Long> versions,
      TableSpec table,
      List<DataFile> files,
      Plan plan,
      int firstDay,
      int lastDay,
      Filter scope) {
    progress.accept("writing " + table.fullName());
    ResultVariant variant = new ResultVariant(plan.methodology().name(), plan.asOf());
    versions.put(
        table.fullName(),
        warehouse.replaceFiles(
            table,
            files.stream().filter(file -> file.getTable().equals(table.fullName())).toList(),
            new OverwriteSpec(
                Filter.and(
                    variant.filter(), Filter.days("valuation_date", firstDay, lastDay), scope),
                variant.partition(),
                plan.period(),
                firstDay,
                lastDay),
            runId));
  }

  private static Filter onBases(List<Basis> named) {
    return named.isEmpty()
        ? Filter.all()
        : Filter.in("basis", named.stream().map(Basis::toString).toList());
  }

  private static Filter filter(List<BasketRequest> requests) {
    Map<String, List<String>> baskets =
        requests.stream()
            .collect(
                Collectors.groupingBy(
                    request -> request.membership().toString(),
                    Collectors.mapping(BasketRequest::basketId, Collectors.toList())));
    List<Filter> parts = new ArrayList<>();
    baskets.forEach(
        (membership, ids) ->
            parts.add(
                Filter.and(Filter.is("membership", membership), Filter.in("basket_id", ids))));
    return Filter.or(parts);
  }
}
