package org.rerate.valuation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.rerate.domain.Basis;
import org.rerate.domain.Status;
import org.rerate.methodology.Methodology;
import org.rerate.series.AsOf;
import org.rerate.series.Rates;
import org.rerate.series.ReferenceData;
import org.rerate.storage.Filter;
import org.rerate.storage.Warehouse;
import org.rerate.table.MarketTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/**
 * Which numbers of issuers did change, of those that may have. A late estimate counts only until
 * the next of its key, a late rate until the next day's: rather than to reason about every rule of
 * a methodology, the numbers are computed and held against the stored ones.
 */
public final class ChangeDetection {

  /** With more numbers than this, finding out costs more than it can save. */
  private static final long MOST = 3_000_000;

  private static final StructType TYPE =
      new StructType()
          .add("issuer_id", DataTypes.StringType)
          .add("day", DataTypes.IntegerType)
          .add("basis", DataTypes.StringType)
          .add("usd", DataTypes.DoubleType)
          .add("source", DataTypes.StringType)
          .add("age", DataTypes.IntegerType)
          .add("status", DataTypes.StringType);

  private final ReferenceData references;
  private final Warehouse warehouse;
  private final Methodology methodology;
  private final AsOf asOf;
  private final List<Basis> bases;

  /**
   * Numbers of one variant.
   *
   * @param bases those of the methodology if empty
   */
  public ChangeDetection(ReferenceData references, Methodology methodology, List<Basis> bases) {
    this.references = references;
    this.warehouse = references.warehouse();
    this.methodology = methodology;
    this.asOf = references.asOf();
    this.bases = bases;
  }

  /**
   * The part of {@code reach} in which numbers of issuers changed.
   *
   * @param calendar all days that are valued, ascending
   * @param runs runs whose stored numbers the stored baskets have taken account of; those of others
   *     count as changed
   */
  public ImpactedDays narrowed(ImpactedDays impact, int[] calendar, List<String> runs) {
    int[] days = impact.olderDays(calendar);
    ImpactedDays open = impact.on(calendar);
    if ((open.everyone().isEmpty() && open.issuers().isEmpty())
        || runs.isEmpty()
        || numbers(open, days) > MOST) {
      return open;
    }
    RecomputeScope scope =
        new RecomputeScope(open.everyone(), open.issuers(), Map.of(), open.issuers());
    Plan plan = Plan.of(methodology, asOf, days, bases, scope.simplified());
    Rates rates = references.rates(plan.days(), methodology.fxMaxAgeDays());
    Map<String, DayRanges> changed =
        new ChangedInMemory(references, plan)
            .changed(rates, runs)
            .orElseGet(() -> bySpark(plan, rates, runs));
    return new ImpactedDays(impact.newDays(), DayRanges.NONE, changed, open.baskets());
  }

  /** Of any number of issuers and days. */
  Map<String, DayRanges> bySpark(Plan plan, Rates rates, List<String> runs) {
    Dataset<Row> computed =
        new IssuerValuation(references)
            .value(plan, rates, plan.scope().issuersToRead())
            .flatMap((FlatMapFunction<IssuerBlock, Row>) ChangeDetection::rows, Encoders.row(TYPE));
    return changed(computed.unionAll(stored(plan, runs)));
  }

  /** How many caps would be computed, at most. */
  private long numbers(ImpactedDays impact, int[] days) {
    Map<DayRanges, Long> sizes = new HashMap<>();
    long count = 0;
    for (DayRanges spans : impact.issuers().values()) {
      count += sizes.computeIfAbsent(spans, s -> Arrays.stream(days).filter(s::has).count());
    }
    long whole = Arrays.stream(days).filter(impact.everyone()::has).count();
    return whole == 0
        ? count
        : count
            + whole
                * Set.copyOf(warehouse.scan(MarketTables.ISSUERS.table(), "issuer_id").texts())
                    .size();
  }

  /** Days on which an issuer's rows are not twice the same. */
  private static Map<String, DayRanges> changed(Dataset<Row> both) {
    Map<String, DayRanges> changed = new HashMap<>();
    for (Row row :
        both.groupBy(Arrays.stream(TYPE.fieldNames()).map(functions::col).toArray(Column[]::new))
            .count()
            .where("count = 1")
            .groupBy("issuer_id")
            .agg(functions.collect_set("day"))
            .collectAsList()) {
      changed.put(row.getString(0), DayRanges.of(row.<Integer>getList(1)));
    }
    return changed;
  }

  private Dataset<Row> stored(Plan plan, List<String> runs) {
    return stored(ValuationTables.ISSUER_CAPS, plan, runs)
        .selectExpr(
            "issuer_id",
            "unix_date(valuation_date) AS day",
            "'' AS basis",
            "cap_usd AS usd",
            "CAST(NULL AS STRING) AS source",
            "CAST(NULL AS INT) AS age",
            "status")
        .unionAll(
            stored(ValuationTables.ISSUER_EARNINGS, plan, runs)
                .where(bases(plan).sql())
                .selectExpr(
                    "issuer_id",
                    "unix_date(valuation_date)",
                    "basis",
                    "earnings_usd",
                    "source",
                    "estimate_age_days",
                    "status"));
  }

  private Dataset<Row> stored(TableSpec table, Plan plan, List<String> runs) {
    return warehouse
        .read(table)
        .where(
            Filter.and(
                    new ResultVariant(methodology.name(), asOf).filter(),
                    days(plan, 0, plan.days().length),
                    plan.scope().issuerFilter(),
                    Filter.in("run_id", runs))
                .sql());
  }

  /** The rows of the bases that are computed: they may differ from year to year. */
  private static Filter bases(Plan plan) {
    Map<List<Basis>, List<DayChunk>> chunks =
        plan.chunks().stream().collect(Collectors.groupingBy(DayChunk::bases));
    List<Filter> parts = new ArrayList<>();
    chunks.forEach(
        (bases, some) ->
            parts.add(
                Filter.and(
                    days(plan, some.get(0).from(), some.get(some.size() - 1).to()),
                    Filter.in("basis", bases.stream().map(Basis::toString).toList()))));
    return Filter.or(parts);
  }

  private static Filter days(Plan plan, int from, int end) {
    return Filter.days("valuation_date", plan.days()[from], plan.days()[end - 1]);
  }

  private static Iterator<Row> rows(IssuerBlock block) {
    boolean cap = block.getBasis().isEmpty();
    List<Row> rows = new ArrayList<>(block.getDay().length);
    for (int i = 0; i < block.getDay().length; i++) {
      int code = block.getCode()[i];
      Status status = ResultCode.status(code);
      int age = cap ? -1 : ResultCode.age(code);
      double usd = block.getUsd()[i];
      rows.add(
          RowFactory.create(
              block.getIssuerId(),
              block.getDay()[i],
              block.getBasis(),
              Double.isNaN(usd) ? null : (Double) usd,
              cap || status != Status.OK ? null : ResultCode.source(code).name(),
              age < 0 ? null : (Integer) age,
              status.name()));
    }
    return rows.iterator();
  }
}
