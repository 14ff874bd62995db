package org.rerate.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.rerate.explain.AnalystCounts.Counts;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Column;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;
import org.rerate.table.FigureTables;
import org.rerate.table.MarketTables;
import org.rerate.table.TableSpec;
import org.rerate.value.Groups;

/**
 * How far expected earnings were revised, sub-sector by sub-sector, beside what vendors say of how
 * many analysts raised and cut them: a column of theirs is left out if no vendor gave any number.
 */
final class RevisionsTable {

  private static final TableSpec REVISIONS = FigureTables.BASKET_REVISIONS;

  private final ReportRows rows;
  private final List<Integer> horizons;
  private final Map<String, Map<String, int[]>> groups = new HashMap<>();
  private final List<Counted> counted;

  /** A column of vendors' counts. */
  private record Counted(
      String id, String titleKey, String column, Function<Counts, Integer> count) {}

  RevisionsTable(ReportRows rows) {
    this.rows = rows;
    horizons = rows.methodology().figures().horizons();
    rows.members()
        .byBasket()
        .forEach((basket, all) -> groups.put(basket, Groups.of(all, rows.methodology())));
    counted =
        List.of(
                new Counted("analysts_up", "multiples.analysts-up", "up_count", Counts::up),
                new Counted("analysts_down", "multiples.analysts-down", "down_count", Counts::down))
            .stream()
            .filter(
                one ->
                    rows.counts().values().stream()
                        .flatMap(byIssuer -> byIssuer.values().stream())
                        .anyMatch(counts -> one.count().apply(counts) != null))
            .toList();
  }

  Table table() {
    List<List<Object>> cells = new ArrayList<>();
    for (ReportSpec.Span span : rows.spec().spans()) {
      for (String group : rows.of(Part.REVISIONS).groups(span.basket())) {
        cells.add(cells(span, group));
      }
    }
    return new Table(
        "revisions",
        rows.words()
            .text("multiples.revisions-of", Wording.earnings(rows.words(), rows.spec().basis())),
        about(),
        columns(),
        cells,
        false,
        rows.of(Part.REVISIONS).source());
  }

  private String about() {
    String about = rows.words().text("multiples.how-far-expected-earnings-of-the");
    return counted.isEmpty()
        ? about
        : about + rows.words().text("multiples.analysts-as-vendors-count-them");
  }

  private List<Column> columns() {
    List<Column> columns =
        new ArrayList<>(
            List.of(Definitions.basket(rows.words()), Definitions.subsector(rows.words())));
    for (int horizon : horizons) {
      columns.add(
          new Column(
              "revision_" + horizon,
              rows.words().text("multiples.revision-over-days", horizon),
              Unit.CHANGE,
              Definitions.meaning(rows.words(), REVISIONS, "revision")));
      columns.add(
          new Column(
              "breadth_" + horizon,
              rows.words().text("multiples.breadth"),
              Unit.CHANGE,
              Definitions.meaning(rows.words(), REVISIONS, "breadth")));
    }
    columns.add(
        Definitions.of(
            rows.words(),
            REVISIONS,
            "dispersion",
            rows.words().text("multiples.dispersion"),
            Unit.FRACTION));
    for (Counted one : counted) {
      columns.add(
          new Column(
              one.id(),
              rows.words().text(one.titleKey()),
              Unit.COUNT,
              Definitions.meaning(rows.words(), MarketTables.ESTIMATES.table(), one.column())));
    }
    return columns;
  }

  private List<Object> cells(ReportSpec.Span span, String group) {
    List<Object> row = new ArrayList<>(List.of(rows.name(span.basket()), group));
    Answer own =
        rows.of(Part.REVISIONS).where("basket_id", span.basket()).where("subsector", group);
    for (int horizon : horizons) {
      row.add(own.where("horizon_days", horizon).numberOrReason("revision"));
      row.add(own.where("horizon_days", horizon).numberOrReason("breadth"));
    }
    row.add(own.number("dispersion"));
    counted.forEach(one -> row.add(sum(span.basket(), group, one.count())));
    return row;
  }

  /** Over the members for which a vendor gave a number; null if there are none. */
  private Integer sum(String basket, String group, Function<Counts, Integer> count) {
    List<Member> members = rows.members().byBasket().get(basket);
    Map<String, Counts> byIssuer = rows.counts().get(basket);
    List<Integer> given =
        IntStream.of(groups.get(basket).getOrDefault(group, new int[0]))
            .mapToObj(place -> byIssuer.get(members.get(place).issuerId()))
            .filter(Objects::nonNull)
            .map(count)
            .filter(Objects::nonNull)
            .toList();
    return given.isEmpty() ? null : (Integer) given.stream().mapToInt(n -> n).sum();
  }
}
