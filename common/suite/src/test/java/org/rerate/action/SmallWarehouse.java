package org.rerate.action;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.rerate.domain.Basis;
import org.rerate.engine.delta.Sessions;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.delta.WarehouseUri;
import org.rerate.ingest.load.FileOutcome;
import org.rerate.run.ConfFolders;
import org.rerate.run.Settings;
import org.rerate.table.Dictionary;
import org.rerate.table.TableSpec;
import org.rerate.testing.SharedData;

/**
 * Two companies in two baskets over two months, in a warehouse that tests disturb; steps run in
 * this process.
 */
final class SmallWarehouse {

  private static final List<Basis> BASES = List.of(Basis.calendarYear(2026));
  private static final LocalDate FIRST = LocalDate.parse("2025-12-29");
  private static final LocalDate LAST = LocalDate.parse("2026-01-09");

  /** Every command that writes results, by name. */
  static final Map<String, Consumer<ActionContext>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("value", context -> value(context, null, null));
    COMMANDS.put("range", context -> value(context, FIRST, LAST));
    COMMANDS.put(
        "backfill", context -> new BackfillAction(context).bases(BASES).chunk("month").execute());
    COMMANDS.put(
        "change",
        context ->
            new ChangeAction(context).baskets("b").from(FIRST).to(LAST).bases(BASES).execute());
    COMMANDS.put(
        "compare",
        context ->
            new CompareAction(context)
                .baskets("b", "c")
                .from(FIRST)
                .to(LAST)
                .bases(BASES)
                .execute());
    COMMANDS.put(
        "measure",
        context ->
            new MeasureAction(context)
                .execute(
                    List.of(
                        new MeasureAction.Asked("download-shares", Map.of("on", "2026-01-31")))));
  }

  final List<String> said = new ArrayList<>();
  private final Path folder;
  private final Path home;

  /** The warehouse in {@code folder}, with the methodologies of the repository. */
  SmallWarehouse(Path folder) {
    this(folder, SharedData.repository());
  }

  /** The same with those of an installation. */
  SmallWarehouse(Path folder, Path home) {
    this.folder = folder;
    this.home = home;
  }

  private static void value(ActionContext context, LocalDate from, LocalDate to) {
    new ValueAction(context).from(from).to(to).bases(BASES).execute();
  }

  /** What a new process would begin with. */
  ActionContext context() {
    return context("default", null, false);
  }

  ActionContext context(String methodology, String runId, boolean acceptsChange) {
    DeltaLog.clearCache();
    Settings settings =
        Settings.load(
            ConfFolders.of(SharedData.repository()),
            null,
            Map.of(),
            Map.of("warehouse", "" + folder, "methodology", methodology));
    Map<String, String> spark = new HashMap<>(Sessions.INTERPRETED);
    spark.putAll(settings.spark());
    return new ActionContext(
        Warehouse.of(Sessions.open("test", "local[2]", WarehouseUri.qualify("" + folder), spark)),
        settings,
        ConfFolders.of(home),
        Clock.systemUTC(),
        runId,
        acceptsChange,
        said::add);
  }

  void run(String... commands) {
    Arrays.stream(commands).forEach(command -> COMMANDS.get(command).accept(context()));
  }

  void runAll() {
    run(COMMANDS.keySet().toArray(String[]::new));
  }

  /** Loads files, name and lines by turns. */
  List<FileOutcome> load(String... files) {
    try {
      Path feed = Files.createTempDirectory(folder.getParent(), "feed");
      for (int i = 0; i < files.length; i += 2) {
        Files.writeString(feed.resolve(files[i] + ".csv"), files[i + 1]);
      }
      return new IngestAction(context(), feed.toString()).execute().files();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything but corrections. */
  void loadHistory() {
    StringBuilder prices = new StringBuilder("security_id,trade_date,close\n");
    int close = 10;
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      prices.append("A1,").append(day).append(',').append(close++).append('\n');
      prices.append("B1,").append(day).append(',').append(3 * close).append('\n');
    }
    load(
        "issuers", "issuer_id,name,region\nA,Alpha,US\nB,Beta,CN\n",
        "securities", "security_id,issuer_id,ticker,currency\nA1,A,A,USD\nB1,B,B,USD\n",
        "shares",
            "security_id,effective_date,shares_outstanding\nA1,2025-01-01,100\nB1,2025-01-01,70\n",
        "baskets", "basket_id,name\nb,B\nc,C\n",
        "members",
            """
            basket_id,issuer_id,subsector,valid_from
            b,A,CHIPS,2025-01-01
            b,B,CHIPS,2025-01-01
            c,B,CHIPS,2025-01-01
            """,
        "estimates",
            """
            issuer_id,metric,period_end,as_of_date,mean,currency
            A,net_income,2026-12-31,2025-12-01,50,USD
            B,net_income,2026-12-31,2025-12-01,80,USD
            A,revenue,2026-12-31,2025-12-01,400,USD
            """,
        "model_downloads",
            """
            organisation,region,month,downloads
            X,US,2025-12-01,100
            Y,CN,2025-12-01,300
            """,
        "prices", prices.toString());
  }

  /** Another close of a day, known a day later than the number before. */
  List<FileOutcome> correct(String day, int close, int number) {
    return load(
        "prices",
        "security_id,trade_date,close,known_at\n"
            + "A1,%s,%d,2026-02-%02dT00:00:00Z\n".formatted(day, close, number),
        "model_downloads",
        "organisation,region,month,downloads,known_at\n"
            + "X,US,2025-12-01,%d,2026-01-%02dT00:00:00Z\n".formatted(100 + close, 10 + number));
  }

  /** All result rows, but for the runs that wrote them; by table. */
  Map<String, List<String>> results() {
    ActionContext context = context();
    Map<String, List<String>> results = new LinkedHashMap<>();
    Dictionary.results().stream()
        .filter(context.warehouse()::exists)
        .forEach(table -> results.put(table.fullName(), rows(context.warehouse(), table)));
    return results;
  }

  private static List<String> rows(Warehouse warehouse, TableSpec table) {
    return warehouse.read(table).drop("run_id").collectAsList().stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }
}
