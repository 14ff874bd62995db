package org.rerate.action;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.rerate.domain.Knowledge;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Sessions;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.delta.WarehouseUri;
import org.rerate.engine.exchange.Exchanges;
import org.rerate.history.AsOf;
import org.rerate.report.ReportSpec;
import org.rerate.run.ConfFolders;
import org.rerate.run.Settings;

/**
 * A warehouse and what can be done with it: the door of the library, which the commands go through
 * too. {@code Rerate.open(spark, "s3a://bucket/wh").value().baskets("us-ai").execute()} does what
 * {@code rerate value --baskets us-ai} does: it is recorded in the ledger, and skipped if nothing
 * changed since the last run. Nothing is printed.
 *
 * <p>One action at a time. Wrong use and what a retry may cure is a {@link RerateException}.
 */
public final class Rerate {

  private final SparkSession spark;
  private final ConfFolders folders;
  private Settings settings;
  private String runId;
  private boolean acceptsMethodologyChange;
  private Consumer<String> progress = line -> {};
  private Consumer<String> transports = line -> {};
  private ActionContext context;

  private Rerate(SparkSession spark, ConfFolders folders, Settings settings) {
    this.spark = spark;
    this.folders = folders;
    this.settings = settings;
  }

  /**
   * Opens a warehouse with the configuration of this process's installation, see {@link #home}.
   *
   * @param spark a session with Delta; what it has set stays as it is
   * @param warehouse folder or Hadoop URI of the tables
   * @throws RerateException with {@code USAGE} if the session cannot be used, and why
   */
  public static Rerate open(SparkSession spark, String warehouse) {
    Path current = Path.of("").toAbsolutePath();
    return open(spark, warehouse, ConfFolders.of(List.of(), System.getenv(), current, home()));
  }

  /** The same with the configuration that these folders hold. */
  public static Rerate open(SparkSession spark, String warehouse, ConfFolders folders) {
    Settings settings =
        Settings.load(folders, null, System.getenv(), Map.of("warehouse", warehouse));
    return of(
        Sessions.on(spark, WarehouseUri.qualify(warehouse, settings.spark())), folders, settings);
  }

  /** The warehouse of {@code spark}, a session of {@link Sessions}. */
  public static Rerate of(SparkSession spark, ConfFolders folders, Settings settings) {
    return new Rerate(spark, folders, settings);
  }

  /** Root of the checkout or the unpacked distribution, as {@code rerate.home} says; else here. */
  public static Path home() {
    return Path.of(System.getProperty("rerate.home", "."));
  }

  private Rerate with(Consumer<Rerate> change) {
    Rerate other = new Rerate(spark, folders, settings);
    other.runId = runId;
    other.acceptsMethodologyChange = acceptsMethodologyChange;
    other.progress = progress;
    other.transports = transports;
    change.accept(other);
    return other;
  }

  /** The same under another methodology of {@code conf/methodologies}. */
  public Rerate methodology(String name) {
    return with(other -> other.settings = settings.with("methodology", name));
  }

  /** The same as of other knowledge. */
  public Rerate knowledge(Knowledge knowledge) {
    return with(other -> other.settings = settings.with("knowledge", knowledge.toString()));
  }

  /** The same without rows that were loaded later. */
  public Rerate recordedBy(Instant limit) {
    return with(other -> other.settings = settings.with("recorded_by", limit.toString()));
  }

  /** The same, whose next run has this id; no run may have had it. Null for one of its own. */
  public Rerate runId(String id) {
    return with(other -> other.runId = id);
  }

  /** The same; if true, results of a methodology that has changed since are deleted. */
  public Rerate acceptMethodologyChange(boolean accepts) {
    return with(other -> other.acceptsMethodologyChange = accepts);
  }

  /** The same, which says there how far it is. */
  public Rerate progress(Consumer<String> lines) {
    return with(other -> other.progress = lines);
  }

  /** The same, which says there of each step whether it is done in this process or by Spark. */
  public Rerate transports(Consumer<String> lines) {
    return with(other -> other.transports = lines);
  }

  /** What the actions share. */
  public synchronized ActionContext context() {
    if (context == null) {
      Warehouse warehouse =
          Warehouse.of(spark)
              .with(
                  new Exchanges(
                      new JavaSparkContext(spark.sparkContext()),
                      settings.bytes("local.max_bytes"),
                      transports));
      context =
          new ActionContext(
              warehouse,
              settings,
              folders,
              Clock.systemUTC(),
              runId,
              acceptsMethodologyChange,
              progress);
    }
    return context;
  }

  /**
   * What may be seen by these settings.
   *
   * @throws RerateException with {@code USAGE} if one of them is no knowledge or no instant
   */
  public static AsOf asOf(Settings settings) {
    try {
      return new AsOf(
          Knowledge.parse(settings.text("knowledge")), instant(settings.text("recorded_by")));
    } catch (IllegalArgumentException e) {
      throw new RerateException(RerateException.Exit.USAGE, e.getMessage(), e);
    }
  }

  private static Instant instant(String text) {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new RerateException(
          RerateException.Exit.USAGE,
          "--recorded-by " + text + " is no instant; write one as 2025-01-13T18:00:00Z",
          e);
    }
  }

  /** Loads a feed, a folder or Hadoop URI. */
  public IngestAction ingest(String feed) {
    return new IngestAction(context(), feed);
  }

  /** Judges again what the quarantine holds, and takes in what passes. */
  public IngestResult retryQuarantine() {
    return IngestAction.retry(context());
  }

  /** Values issuers and baskets. */
  public ValueAction value() {
    return new ValueAction(context());
  }

  /** Values years of history stretch after stretch. */
  public BackfillAction backfill() {
    return new BackfillAction(context());
  }

  /** Measures the change of a basket between two dates. */
  public ChangeAction change(String basket) {
    return new ChangeAction(context()).baskets(basket);
  }

  /** Compares basket A with basket B. */
  public CompareAction compare(String basketA, String basketB) {
    return new CompareAction(context()).baskets(basketA, basketB);
  }

  /** Computes further measures. */
  public MeasureAction measure() {
    return new MeasureAction(context());
  }

  /** Brings what a report shows. */
  public ReportAction report() {
    return new ReportAction(context());
  }

  /** Breaks numbers down. */
  public ExplainAction explain() {
    return new ExplainAction(context());
  }

  /** Tells why numbers of a basket's past day are others now. */
  public DiffAction diff(String basket) {
    return new DiffAction(context(), basket);
  }

  /** Tells why a report's numbers are others than those of an earlier one of its name. */
  public BridgeAction bridge(ReportSpec report) {
    return new BridgeAction(context(), report);
  }

  /** Derives the invariants of all stored results once more. */
  public CheckAction.Report check() {
    return new CheckAction(context()).check();
  }

  /**
   * The same of what was written since the last check that found no violation; the first such check
   * looks at everything.
   */
  public CheckAction.Report checkNew() {
    return new CheckAction(context()).checkNew();
  }

  /** Compacts and cleans tables by {@code conf/maintenance.conf}. */
  public MaintainAction maintain() {
    return new MaintainAction(context());
  }

  /**
   * The rows of a table or view as they are now, such as {@code valuation.basket_valuations}; of
   * results, those of every methodology, knowledge and cut.
   */
  public Dataset<Row> read(String relation) {
    return context().warehouse().spark().table(relation);
  }
}
