package org.rerate.contract;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.rerate.domain.Days;
import org.rerate.domain.RuleCode;
import org.rerate.feed.ParsedRows;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * Judges the rows of a small file as {@link Contract} does, without joins and windows: for some
 * thousand rows planning those takes far longer than the work itself. The rules are the same.
 */
public final class ContractInMemory {

  private final SparkSession spark;
  private final RowLayout layout;
  private final Supplier<KnownReferences> references;
  private final LocalDate runDay;
  private final Set<String> taken;

  /** See {@link Contract#Contract}. */
  public ContractInMemory(
      SparkSession spark,
      FeedSpec spec,
      Supplier<KnownReferences> references,
      LocalDate runDay,
      Set<String> taken) {
    this.spark = spark;
    layout = new RowLayout(spec);
    this.references = references;
    this.runDay = runDay;
    this.taken = taken;
  }

  /**
   * The rows judged; rows that stand for no record are left out.
   *
   * @param parsed rows of {@link ParsedRows#rawType}
   * @param stored what is stored of this file, or empty if nothing is
   * @return empty if too much is stored around these rows to hold it
   */
  public Optional<List<ValidatedRow>> judge(List<Row> parsed, Optional<ExistingRows> stored) {
    return judge(parsed, stored, row -> null);
  }

  /**
   * The same for rows that were held back, of several deliveries.
   *
   * @param deliveredAt when a row was delivered, microseconds of UTC
   */
  public Optional<List<ValidatedRow>> judge(
      List<Row> parsed, Optional<ExistingRows> stored, Function<ValidatedRow, Long> deliveredAt) {
    int columns = layout.size();
    List<Row> records = parsed.stream().filter(row -> !row.isNullAt(columns)).toList();
    List<ValidatedRow> rows =
        new ArrayList<>(records.stream().map(row -> new ValidatedRow(row, columns)).toList());
    rows.forEach(row -> row.deliveredAt(deliveredAt.apply(row)));
    Optional<StoredInMemory> there =
        stored.isEmpty()
            ? Optional.of(StoredInMemory.none(layout))
            : StoredInMemory.around(layout, rows, stored.get());
    if (there.isEmpty()) {
      return Optional.empty();
    }
    dateRetractions(rows, there.get());
    applyRules(records, rows);
    passOverTaken(rows);
    if (!KnownReferences.columns(layout.spec()).isEmpty()) {
      references.get().check(layout, rows.stream().filter(row -> !row.isRepeat()).toList());
    }
    compare(rows);
    if (layout.spec().equals(MarketTables.MEMBERS)) {
      checkOverlaps(rows, there.get());
    }
    decide(rows, there.get());
    return Optional.of(rows);
  }

  private void decide(List<ValidatedRow> rows, StoredInMemory stored) {
    List<ValidatedRow> inOrder = new ArrayList<>(rows);
    inOrder.sort(Comparator.comparingLong(row -> row.isHeld() ? row.deliveredAt() : 0));
    for (ValidatedRow row : inOrder) {
      boolean meets = row.isGood() && !row.isRepeat();
      row.decide(layout.values(row.cells()), meets ? stored.values(row) : null);
      if (row.isHeld() && row.outcome().equals(Verdict.ACCEPTED)) {
        stored.add(row);
      }
    }
    for (ValidatedRow row : rows) {
      if (row.isHeld() && row.outcome().equals(Verdict.ACCEPTED)) {
        row.competesIf(stored.hasOthers(row));
      }
    }
  }

  /** See {@link Contract#Contract}: such a row counts as unchanged, whatever it names. */
  private void passOverTaken(List<ValidatedRow> rows) {
    if (!taken.isEmpty()) {
      int key = layout.place(layout.spec().key().get(0));
      rows.stream()
          .filter(row -> row.isGood() && taken.contains((String) row.value(key)))
          .forEach(ValidatedRow::repeats);
    }
  }

  private void dateRetractions(List<ValidatedRow> rows, StoredInMemory stored) {
    for (ValidatedRow row : rows) {
      if (row.isKnownByIngest()) {
        stored.retractedAt(row).ifPresent(at -> row.knownAt(layout, at));
      }
    }
  }

  /** The rules are Spark's columns; over rows in memory it works them out without a job. */
  private void applyRules(List<Row> records, List<ValidatedRow> rows) {
    List<Rule> rules = RowRules.of(layout.spec(), runDay);
    if (rules.isEmpty() || rows.isEmpty()) {
      return;
    }
    Column codes = array(rules.stream().map(Rule::codeIfBroken).toArray(Column[]::new));
    Column messages = array(rules.stream().map(Rule::messageIfBroken).toArray(Column[]::new));
    List<Row> broken =
        ParsedRows.typed(
                layout.spec(), spark.createDataFrame(records, ParsedRows.rawType(layout.spec())))
            .select(array_compact(codes), array_compact(messages))
            .collectAsList();
    for (int i = 0; i < rows.size(); i++) {
      if (!broken.get(i).getList(0).isEmpty()) {
        rows.get(i).add(broken.get(i).getList(0), broken.get(i).getList(1));
      }
    }
  }

  /**
   * Of one delivery, identical rows collapse to the first, those with other values are all in
   * conflict.
   */
  private void compare(List<ValidatedRow> rows) {
    Map<List<Object>, List<ValidatedRow>> versions = new HashMap<>();
    for (ValidatedRow row : rows) {
      if (row.isGood() && !row.isRepeat()) {
        List<Object> version = layout.versionKey(row.cells());
        version.add(row.deliveredAt());
        versions.computeIfAbsent(version, key -> new ArrayList<>(1)).add(row);
      }
    }
    int key = layout.place(layout.spec().key().get(0));
    for (List<ValidatedRow> same : versions.values()) {
      if (same.size() == 1) {
        continue;
      }
      if (same.stream().map(row -> layout.values(row.cells())).distinct().count() > 1) {
        same.forEach(
            row -> row.add(RuleCode.CONFLICTING_ROWS, layout.spec().key().get(0), row.value(key)));
      } else {
        same.stream()
            .sorted(Comparator.comparing(ValidatedRow::file).thenComparing(ValidatedRow::line))
            .skip(1)
            .forEach(ValidatedRow::repeats);
      }
    }
  }

  private void checkOverlaps(List<ValidatedRow> rows, StoredInMemory stored) {
    Map<List<Object>, List<MembershipOverlaps.Version>> pairs = new HashMap<>();
    for (ValidatedRow row : rows) {
      if (row.isGood() && !row.isRepeat()) {
        add(pairs, row.cells(), row.id());
      }
    }
    for (Object[] cells : stored.winners()) {
      add(pairs, cells, null);
    }
    Set<String> faulty = new java.util.HashSet<>();
    pairs.values().forEach(versions -> faulty.addAll(MembershipOverlaps.faulty(versions)));
    int from = layout.place("valid_from");
    for (ValidatedRow row : rows) {
      if (faulty.contains(row.id())) {
        row.add(
            RuleCode.OVERLAPPING_MEMBERSHIP, "valid_from", Days.date((Integer) row.value(from)));
      }
    }
  }

  private void add(
      Map<List<Object>, List<MembershipOverlaps.Version>> pairs, Object[] cells, String id) {
    Object until = cells[layout.place("valid_to")];
    MembershipOverlaps.Version version =
        new MembershipOverlaps.Version(
            id,
            (Long) cells[layout.knownAt()],
            (Integer) cells[layout.place("valid_from")],
            until == null ? Integer.MAX_VALUE : (Integer) until,
            Boolean.TRUE.equals(cells[layout.place("retracted")]));
    List<Object> pair = List.of(cells[layout.place("basket_id")], cells[layout.place("issuer_id")]);
    pairs.computeIfAbsent(pair, key -> new ArrayList<>()).add(version);
  }
}
