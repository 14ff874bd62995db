package org.rerate.valuation;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.series.AsOf;
import org.rerate.series.FactKind;
import org.rerate.series.Rates;
import org.rerate.series.ReferenceData;
import org.rerate.series.SeriesStore;
import org.rerate.storage.Filter;
import org.rerate.storage.TableScan;
import org.rerate.storage.Warehouse;
import org.rerate.table.MarketTables;

/**
 * Caps and earnings of issuers: brings all blocks of an issuer together, then walks its days once.
 */
public final class IssuerValuation {

  /** Kind of the row that says that an issuer exists, with or without any block. */
  private static final String ISSUER = "ISSUER";

  /** Signs what older rows are carried for a valuation. */
  private static final String SIGNATURE = "valuation";

  /** Sub-keys of an issuer's blocks that count: none, or a metric. */
  private static final List<String> USED = List.of("", "net_income", "eps");

  /** The blocks of so few are found faster among all than carried. */
  private static final int FEW = 50;

  private final Warehouse warehouse;
  private final SeriesStore series;

  /** A valuation of the issuers of the same warehouse. */
  public IssuerValuation(ReferenceData references) {
    this.warehouse = references.warehouse();
    this.series = references.series();
  }

  /**
   * Values issuers on the days of {@code plan}.
   *
   * @param issuers only these; null for all
   */
  public Dataset<IssuerBlock> value(Plan plan, Rates rates, Collection<String> issuers) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(warehouse.spark().sparkContext());
    Broadcast<Plan> sentPlan = context.broadcast(plan);
    Broadcast<Rates> sentRates = context.broadcast(rates);
    return gathered(plan, issuers)
        .repartition(partitions(), col("issuer_id"))
        .sortWithinPartitions("issuer_id")
        .mapPartitions(
            (Iterator<Row> rows) -> new IssuerValuer(rows, sentPlan.value(), sentRates.value()),
            Encoders.bean(IssuerBlock.class));
  }

  private int partitions() {
    return Math.max(4, 2 * warehouse.spark().sparkContext().defaultParallelism());
  }

  /** Rows (issuer, kind, sub-key, packed block), in no order. */
  Dataset<Row> gathered(Plan plan, Collection<String> issuers) {
    boolean everything = plan.asOf().equals(AsOf.ALL);
    Dataset<Row> known =
        everything
            ? warehouse.spark().table("market.issuers_current")
            : recorded(warehouse.read(MarketTables.ISSUERS.table()), plan).where("NOT retracted");
    Dataset<Row> ids = chosen(known.select("issuer_id").distinct(), "issuer_id", issuers);
    Dataset<Row> blocks = isMany(issuers) ? blocks(plan) : series.blocks();
    Dataset<Row> ofLines =
        blocks
            .where(kindIs(true))
            .select(col("series_key").as("security_id"), col("kind"), col("payload"))
            .join(broadcast(owners(issuers)), "security_id")
            .select(
                col("issuer_id"), col("kind"), col("security_id").as("sub_key"), col("payload"));
    Dataset<Row> ofIssuers =
        chosen(blocks, "series_key", issuers)
            .where(kindIs(false))
            .where(col("sub_key").isInCollection(USED))
            .select(col("series_key").as("issuer_id"), col("kind"), col("sub_key"), col("payload"));
    Dataset<Row> marks =
        ids.select(
            col("issuer_id"),
            lit(ISSUER).as("kind"),
            lit("").as("sub_key"),
            lit(null).cast("binary").as("payload"));
    return marks.unionAll(ofLines).unionAll(ofIssuers);
  }

  private static boolean isMany(Collection<String> issuers) {
    return issuers == null || issuers.size() > FEW;
  }

  /** For a few issuers all their blocks are read; for many what the plan's days need. */
  private Dataset<Row> blocks(Plan plan) {
    return series.blocks(plan.asOf(), firstDay(plan), longestAge(plan), SIGNATURE);
  }

  /** What the plan's days need, as questions of this process; empty if that is Spark's work. */
  static Optional<List<TableScan>> blocksHere(SeriesStore series, Plan plan) {
    return series.lookups(
        plan.asOf(),
        firstDay(plan),
        longestAge(plan),
        Arrays.stream(FactKind.values())
            .filter(kind -> kind.isOfLine() || kind.isOfIssuer())
            .map(FactKind::name)
            .toList(),
        SIGNATURE);
  }

  private static int firstDay(Plan plan) {
    return IntStream.of(plan.days()).min().orElse(0);
  }

  private static int longestAge(Plan plan) {
    return Math.max(plan.methodology().priceMaxAgeDays(), plan.methodology().estimateMaxAgeDays());
  }

  static boolean isUsed(String subKey) {
    return USED.contains(subKey);
  }

  /** The row that says that an issuer exists. */
  static Row mark(String issuerId) {
    return RowFactory.create(issuerId, ISSUER, "", null);
  }

  /** Which issuers a line was ever filed under; a line that moved is sent to each of them. */
  private Dataset<Row> owners(Collection<String> issuers) {
    return chosen(
        warehouse
            .read(MarketTables.SECURITIES.table())
            .where("issuer_id IS NOT NULL")
            .select("security_id", "issuer_id")
            .distinct(),
        "issuer_id",
        issuers);
  }

  private static Dataset<Row> recorded(Dataset<Row> rows, Plan plan) {
    return plan.asOf().recordedBy() == null
        ? rows
        : rows.where(col("ingested_at").leq(lit(plan.asOf().recordedBy())));
  }

  private static Dataset<Row> chosen(Dataset<Row> rows, String column, Collection<String> ids) {
    return ids == null ? rows : rows.where(Filter.in(column, ids).sql());
  }

  private static Column kindIs(boolean ofLine) {
    return col("kind")
        .isInCollection(
            Arrays.stream(FactKind.values())
                .filter(kind -> ofLine ? kind.isOfLine() : kind.isOfIssuer())
                .map(FactKind::name)
                .toList());
  }

  static boolean isIssuer(String kind) {
    return ISSUER.equals(kind);
  }
}
