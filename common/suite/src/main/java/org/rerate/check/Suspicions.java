package org.rerate.check;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.domain.RuleCode;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.table.OpsTables;
import org.rerate.table.ValuationTables;

/**
 * What is odd about share counts, splits and caps and still stands: the warnings of {@code
 * ops.warnings} that no later row settled, and caps that jump while the closes do not.
 *
 * <p>A warning about a close or a count is settled when the row says something else by now, one
 * about a suspected split or a count that jumps also by an action between the row and the one
 * before, as when rows are loaded and valued; one about a split when the split is retracted. None
 * of them is an error: no exit status depends on them.
 */
public final class Suspicions {

  /** Most that are named. */
  public static final int MOST = 100;

  /** So many warnings are looked at. */
  private static final int READ = 1000;

  /** A cap jumps if it moves by more than this from one valuation date to the next. */
  private static final double JUMP = 2.5;

  /** The closes did not move if none moved by as much as this. */
  private static final double STILL = 1.45;

  /** A close before the jump of a cap is looked for so many days before it. */
  private static final int NEAR_CLOSE = 15;

  /** The close before the one that was warned of is looked for so many days before it. */
  private static final int CLOSE_BEFORE_DAYS = 400;

  /** The cap before one that is looked at is looked for so many days before it. */
  private static final int CAP_BEFORE_DAYS = 40;

  /** The same ratio again within so many days is suspect. */
  private static final int REPEATED_WITHIN_DAYS = 10;

  /** The day of the count before the row's. */
  private static final String COUNT_BEFORE =
      "try_element_at(array_sort(filter(c.counts, x -> x.day < w.day)), -1).day";

  private static final List<RuleCode> OF_COUNTS =
      List.of(
          RuleCode.SHARE_COUNT_JUMP,
          RuleCode.COUNT_WITHOUT_SPLIT,
          RuleCode.FRACTIONAL_SHARE_COUNT,
          RuleCode.SMALL_SHARE_COUNT,
          RuleCode.EQUAL_SHARE_COUNTS);

  private static final List<RuleCode> OF_SPLITS =
      List.of(RuleCode.SPLIT_WITHOUT_MOVE, RuleCode.REPEATED_SPLIT, RuleCode.ODD_SPLIT_RATIO);

  /**
   * Something odd.
   *
   * @param rule what is odd
   * @param issuer the company; null if the line is not known any more
   * @param subject the line, or the company of a cap
   * @param day the day of the row that is odd
   * @param before what stood before
   * @param after what stands
   * @param where file and line that it came from; the relation of a cap
   * @param runId the run that took it in, or valued it
   */
  public record Suspicion(
      String rule,
      String issuer,
      String subject,
      LocalDate day,
      String before,
      String after,
      String where,
      String runId) {}

  private final Warehouse warehouse;
  private final CheckScope scope;

  /** Those of a warehouse. */
  public Suspicions(Warehouse warehouse) {
    this(warehouse, CheckScope.everything());
  }

  /** Those that the loads of {@code scope} warned of, and jumps of the caps that it looks at. */
  public Suspicions(Warehouse warehouse, CheckScope scope) {
    this.warehouse = warehouse;
    this.scope = scope;
  }

  /** Those that stand, the newest day first, at most {@link #MOST}. */
  public List<Suspicion> open() {
    return open(Filter.all());
  }

  /**
   * The same, of some companies.
   *
   * @param issuers condition on {@code issuer_id}
   */
  public List<Suspicion> open(Filter issuers) {
    List<Suspicion> open = new ArrayList<>();
    if (warehouse.exists(OpsTables.WARNINGS)) {
      List<Row> warned = newest("SELECT line, day FROM (" + warnings() + ")", issuers);
      if (!warned.isEmpty()) {
        open.addAll(ask(standing(issuers, warned), issuers));
      }
    }
    if (warehouse.exists(ValuationTables.ISSUER_CAPS)
        && scope.isTouched(ValuationTables.ISSUER_CAPS.fullName())
        && !warehouse.spark().sql(jumps(issuers) + " LIMIT 1").isEmpty()) {
      open.addAll(ask(jumpsBesideCloses(issuers), issuers));
    }
    open.sort(
        Comparator.comparing(Suspicion::day)
            .reversed()
            .thenComparing(Suspicion::rule)
            .thenComparing(Suspicion::subject));
    return open.subList(0, Math.min(MOST, open.size()));
  }

  /** The newest warnings, settled or not; of more than these, older ones are not named. */
  private List<Row> newest(String query, Filter issuers) {
    return warehouse
        .spark()
        .sql(
            query
                + " WHERE day IS NOT NULL AND "
                + issuers.sql()
                + " ORDER BY day DESC LIMIT "
                + READ)
        .collectAsList();
  }

  private List<Suspicion> ask(String query, Filter issuers) {
    return warehouse
        .spark()
        .sql(
            "SELECT * FROM ("
                + query
                + ") WHERE "
                + issuers.sql()
                + " ORDER BY day DESC LIMIT "
                + MOST)
        .collectAsList()
        .stream()
        .map(Suspicions::of)
        .toList();
  }

  private static Suspicion of(Row row) {
    return new Suspicion(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getDate(3).toLocalDate(),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7));
  }

  /**
   * Keeps the jumps of caps among them in {@code ops.warnings}, where the others stand already: one
   * with the same caps once, by the run that found it first.
   */
  public void keep(List<Suspicion> open, String runId) {
    Set<List<String>> kept = new HashSet<>();
    warehouse
        .scan(OpsTables.WARNINGS, "key", "before", "after")
        .where(Filter.is("rule", RuleCode.CAP_JUMP.name()))
        .forEach(cells -> kept.add(List.of(cells.text(0), cells.text(1), cells.text(2))));
    List<Row> rows =
        open.stream()
            .filter(one -> one.rule().equals(RuleCode.CAP_JUMP.name()))
            .filter(
                one ->
                    !kept.contains(
                        List.of(one.subject() + " " + one.day(), one.before(), one.after())))
            .map(
                one ->
                    RowFactory.create(
                        runId,
                        "",
                        one.where(),
                        0L,
                        one.rule(),
                        one.subject() + " " + one.day(),
                        one.before(),
                        one.after(),
                        message(one)))
            .toList();
    if (!rows.isEmpty()) {
      warehouse.appendRows(OpsTables.WARNINGS, rows, runId);
    }
  }

  private static String message(Suspicion one) {
    return RuleCode.CAP_JUMP.meaning()
        + ": "
        + one.subject()
        + " "
        + one.day()
        + " had "
        + one.before()
        + ", has "
        + one.after();
  }

  /** Each warning once: a row that is loaded again is warned of again. */
  private String warnings() {
    return "SELECT w.*, s.issuer_id FROM (SELECT rule, regexp_extract(key, '^(.+?)"
        + " \\\\d{4}-\\\\d{2}-\\\\d{2}', 1) AS line, to_date(regexp_extract(key,"
        + " '^.+? (\\\\d{4}-\\\\d{2}-\\\\d{2})', 1)) AS day, key, before, after,"
        + " concat(file, ', line ', line_number) AS at, run_id FROM ops.warnings WHERE rule IN ("
        + words(Stream.of(List.of(RuleCode.SUSPECT_SPLIT), OF_COUNTS, OF_SPLITS))
        + ") AND key <> '' AND "
        + scope.ofIntakes()
        + " QUALIFY row_number() OVER (PARTITION BY rule, key ORDER BY run_id DESC,"
        + " line_number) = 1) w LEFT JOIN market.securities_current s ON s.security_id = w.line";
  }

  /** Those of which the row still stands, and that nothing settled. */
  private String standing(Filter issuers, List<Row> warned) {
    Set<String> ids = new TreeSet<>();
    TreeSet<String> days = new TreeSet<>();
    warned.forEach(
        row -> {
          ids.add(row.getString(0));
          days.add("DATE'" + row.getDate(1) + "'");
        });
    String lines = Filter.in("security_id", List.copyOf(ids)).sql();
    String on = " IN (" + String.join(", ", days) + ")";
    return "SELECT w.rule, w.issuer_id, w.line AS subject, w.day, w.before, w.after, w.at,"
        + " w.run_id FROM (SELECT * FROM ("
        + warnings()
        + ") WHERE "
        + issuers.sql()
        + ") w LEFT JOIN (SELECT security_id, collect_list(struct(effective_date AS day,"
        + " shares_outstanding AS count)) AS counts FROM market.shares_current WHERE "
        + lines
        + " GROUP BY security_id) c ON c.security_id = w.line LEFT JOIN (SELECT * FROM"
        + " market.prices_current WHERE "
        + lines
        + " AND trade_date"
        + on
        + ") p ON p.security_id = w.line AND p.trade_date = w.day AND w.key = concat_ws(' ',"
        + " p.security_id, p.trade_date, p.basis) LEFT JOIN (SELECT security_id,"
        + " collect_list(ex_date) AS ex, collect_list(IF(action = 'split', ex_date, NULL)) AS"
        + " splits FROM market.corporate_actions_current WHERE action IN ('split', 'unit_ratio',"
        + " 'price_adjustment') AND "
        + lines
        + " GROUP BY security_id) a ON a.security_id = w.line LEFT JOIN ("
        + daysBefore(lines, days.first(), days.last())
        + ") b ON b.odd_rule = w.rule AND b.odd_key = w.key WHERE "
        + stands();
  }

  /** Rule and key of warnings about closes, with the day of the close before. */
  private String daysBefore(String lines, String first, String last) {
    return "SELECT x.rule AS odd_rule, x.key AS odd_key, max(q.trade_date) AS day FROM ("
        + warnings()
        + ") x JOIN (SELECT security_id, trade_date, basis FROM market.prices_current WHERE "
        + lines
        + " AND trade_date BETWEEN "
        + first
        + " - "
        + CLOSE_BEFORE_DAYS
        + " AND "
        + last
        + ") q ON q.security_id = x.line AND x.key = concat_ws(' ', x.line, x.day, q.basis) AND"
        + " q.trade_date BETWEEN x.day - "
        + CLOSE_BEFORE_DAYS
        + " AND x.day - 1"
        + " GROUP BY x.rule, x.key";
  }

  private static String stands() {
    String close = says("p.close");
    String count = says("try_element_at(filter(c.counts, x -> x.day = w.day), 1).count");
    String movedUnexplained =
        count + " AND " + moved() + " AND NOT " + between("a.ex", COUNT_BEFORE);
    return "CASE WHEN rule = '"
        + RuleCode.SHARE_COUNT_JUMP
        + "' THEN "
        + movedUnexplained
        + " WHEN rule = '"
        + RuleCode.COUNT_WITHOUT_SPLIT
        + "' THEN "
        + count
        + " AND "
        + between("a.splits", COUNT_BEFORE)
        + " WHEN rule IN ("
        + words(Stream.of(OF_COUNTS))
        + ") THEN "
        + count
        + " WHEN rule IN ("
        + words(Stream.of(OF_SPLITS))
        + ") THEN "
        + splitStands()
        + " ELSE ("
        + close
        + " AND NOT "
        + between("a.ex", "b.day")
        + ") OR ("
        + movedUnexplained
        + ") END";
  }

  /** True if the split that was warned of is still there, and the one that it repeats. */
  private static String splitStands() {
    return "CASE WHEN w.key LIKE '% split' THEN coalesce(array_contains(a.splits, w.day), false)"
        + " AND (rule <> '"
        + RuleCode.REPEATED_SPLIT
        + "' OR coalesce(exists(a.splits, d -> d < w.day AND d >= w.day - "
        + REPEATED_WITHIN_DAYS
        + "), false)) ELSE "
        + between("a.splits", "b.day")
        + " END";
  }

  /** True if the count before the row's is still far from it: a correction may be of either. */
  private static String moved() {
    return "coalesce(exists(array(try_element_at(array_sort(filter(c.counts, x -> x.day <"
        + " w.day)),"
        + " -1).count), x -> greatest(x / try_cast(w.after AS DOUBLE), try_cast(w.after AS DOUBLE)"
        + " / x) >= "
        + STILL
        + "), false)";
  }

  /** True if the row still has the value that was warned of; warnings have fewer digits. */
  private static String says(String value) {
    return "coalesce(abs("
        + value
        + " - try_cast(w.after AS DOUBLE)) <= 1e-6 * abs("
        + value
        + "), false)";
  }

  /**
   * True if one of the days comes after {@code before}, and by the day of the row at the latest.
   */
  private static String between(String days, String before) {
    return "coalesce(exists(" + days + ", d -> d <= w.day AND d > " + before + "), false)";
  }

  private static String words(Stream<List<RuleCode>> rules) {
    return rules
        .flatMap(List::stream)
        .map(rule -> "'" + rule + "'")
        .collect(Collectors.joining(", "));
  }

  /** As everything is known by now, under the default methodology, or the first that there is. */
  private String jumps(Filter issuers) {
    String before = scope.notBefore("valuation_date", CAP_BEFORE_DAYS);
    return "SELECT issuer_id, day_before, day, cap_before, cap, run_id FROM (SELECT issuer_id,"
        + " valuation_date AS day, cap_usd AS cap, lag(cap_usd) OVER d AS cap_before,"
        + " lag(valuation_date) OVER d AS day_before, run_id FROM valuation.issuer_caps WHERE"
        + " knowledge = 'latest' AND recorded_by IS NULL AND methodology = (SELECT"
        + " coalesce(max(methodology) FILTER (WHERE methodology = 'default'), min(methodology)) FROM"
        + " valuation.issuer_caps WHERE knowledge = 'latest' AND recorded_by IS NULL"
        + before
        + ") AND "
        + issuers.sql()
        + before
        + " WINDOW d AS (PARTITION BY issuer_id ORDER BY valuation_date)) WHERE greatest(cap /"
        + " cap_before, cap_before / cap) > "
        + JUMP
        + scope.notBefore("day", 0);
  }

  /** Jumps of caps with a line whose close moved in those days are left out. */
  private String jumpsBesideCloses(Filter issuers) {
    return "WITH j AS ("
        + jumps(issuers)
        + ") SELECT '"
        + RuleCode.CAP_JUMP
        + "' AS rule, issuer_id, issuer_id AS subject, day, CAST(cap_before AS STRING) AS before,"
        + " CAST(cap AS STRING) AS after, '"
        + ValuationTables.ISSUER_CAPS.fullName()
        + "' AS at, run_id FROM j LEFT ANTI JOIN (SELECT j.issuer_id AS moved, j.day AS moved_on,"
        + " max_by(p.close, p.trade_date) / max_by(p.close, p.trade_date) FILTER (WHERE"
        + " p.trade_date <= j.day_before) AS move FROM j JOIN market.securities_current s ON"
        + " s.issuer_id = j.issuer_id JOIN market.prices_current p ON p.security_id ="
        + " s.security_id AND p.trade_date BETWEEN j.day_before - "
        + NEAR_CLOSE
        + " AND j.day GROUP BY j.issuer_id, j.day, p.security_id, p.basis HAVING greatest(move,"
        + " 1 / move) >= "
        + STILL
        + ") ON moved = issuer_id AND moved_on = day";
  }
}
