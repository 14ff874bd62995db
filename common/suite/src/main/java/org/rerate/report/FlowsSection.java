package org.rerate.report;

import static org.rerate.report.Answer.number;
import static org.rerate.report.Answer.text;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Absence;
import org.rerate.report.document.Chart;
import org.rerate.report.document.Chart.Mark;
import org.rerate.report.document.Chart.Role;
import org.rerate.report.document.Chart.Series;
import org.rerate.report.document.DocumentPart;
import org.rerate.report.document.Notice;
import org.rerate.report.document.Provenance;
import org.rerate.report.document.Section;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;
import org.rerate.table.MeasureTables;
import org.rerate.table.TableSpec;

/** Net buying through channels. */
final class FlowsSection {

  private static final TableSpec FLOWS = MeasureTables.FLOW_STATISTICS;

  private final ReportRows rows;

  FlowsSection(ReportRows rows) {
    this.rows = rows;
  }

  Section section() {
    TreeSet<String> channels = new TreeSet<>();
    rows.of(Part.FLOWS).rows().forEach(row -> channels.add(text(row, "channel")));
    List<DocumentPart> blocks = new ArrayList<>();
    for (String channel : channels) {
      Answer whole =
          rows.of(Part.FLOWS)
              .where("channel", channel)
              .where(row -> row.getAs("security_id") == null);
      if (!whole.rows().isEmpty()) {
        blocks.add(chart(channel, whole, blocks.size() + 1));
      }
    }
    if (channels.isEmpty()) {
      blocks.add(new Notice(rows.words().text("flows.no-flows-are-on-file-for")));
    } else {
      blocks.add(table());
    }
    return new Section("flows", rows.words().text("flows.flows"), List.of(), blocks);
  }

  private Chart chart(String channel, Answer whole, int number) {
    List<Row> days =
        whole.rows().stream()
            .sorted(Comparator.comparing(row -> Answer.date(row, "trade_date")))
            .toList();
    List<List<Object>> cells = new ArrayList<>();
    for (Row row : days) {
      cells.add(
          Arrays.asList(
              Answer.date(row, "trade_date"),
              number(row, "net_buy"),
              number(row, "net_buy_20"),
              number(row, "net_buy_ytd")));
    }
    String currency = text(days.get(0), "currency");
    Table data =
        new Table(
            "flows-" + number,
            rows.words().text("flows.net-buying", channel, currency),
            rows.words().text("flows.sum-over-the-last-20-sessions"),
            List.of(
                Definitions.date(rows.words()),
                Definitions.of(
                    rows.words(), FLOWS, "net_buy", rows.words().text("flows.day-2"), Unit.AMOUNT),
                Definitions.of(
                    rows.words(),
                    FLOWS,
                    "net_buy_20",
                    rows.words().text("flows.20-sessions"),
                    Unit.AMOUNT),
                Definitions.of(
                    rows.words(),
                    FLOWS,
                    "net_buy_ytd",
                    rows.words().text("flows.since-1-january"),
                    Unit.AMOUNT)),
            cells,
            false,
            new Provenance(rows.of(Part.FLOWS).query(), ""));
    return new Chart(
        Chart.Kind.LINES,
        rows.words()
            .text(
                "flows.net-buying-in-of-the-day",
                currency,
                SeriesEnd.words(rows.words(), cells, 1, Unit.AMOUNT),
                SeriesEnd.words(rows.words(), cells, 2, Unit.AMOUNT)),
        data,
        "date",
        Unit.AMOUNT,
        List.of(
            new Series("net_buy", rows.words().text("flows.day"), Role.DAILY),
            new Series("net_buy_20", rows.words().text("flows.20-sessions"), Role.A)),
        List.of(new Mark(null, 0.0, "")));
  }

  private Table table() {
    Answer flows = rows.of(Part.FLOWS);
    LocalDate last =
        flows.rows().stream()
            .map(row -> Answer.date(row, "trade_date"))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    List<List<Object>> cells = new ArrayList<>();
    for (Row row : flows.where("trade_date", last).rows()) {
      cells.add(
          Arrays.asList(
              text(row, "channel"),
              line(text(row, "security_id")),
              text(row, "currency"),
              number(row, "net_buy"),
              known(row, "net_buy_20", "rolling_status"),
              number(row, "net_buy_ytd"),
              number(row, "record_net_buy"),
              Answer.cell(row, "record_date"),
              known(row, "share_of_turnover", "turnover_status"),
              known(row, "share_of_cap", "cap_status")));
    }
    return new Table(
        "flows",
        rows.words().text("flows.net-buying-on-line-by-line", last),
        rows.words().text("flows.in-the-channels-currency-the-last"),
        List.of(
            Definitions.of(
                rows.words(), FLOWS, "channel", rows.words().text("flows.channel"), Unit.TEXT),
            Definitions.of(
                rows.words(), FLOWS, "security_id", rows.words().text("common.line"), Unit.TEXT),
            Definitions.of(
                rows.words(), FLOWS, "currency", rows.words().text("flows.currency"), Unit.TEXT),
            Definitions.of(
                rows.words(), FLOWS, "net_buy", rows.words().text("flows.day-2"), Unit.AMOUNT),
            Definitions.of(
                rows.words(),
                FLOWS,
                "net_buy_20",
                rows.words().text("flows.20-sessions"),
                Unit.AMOUNT),
            Definitions.of(
                rows.words(),
                FLOWS,
                "net_buy_ytd",
                rows.words().text("flows.since-1-january"),
                Unit.AMOUNT),
            Definitions.of(
                rows.words(),
                FLOWS,
                "record_net_buy",
                rows.words().text("flows.record"),
                Unit.AMOUNT),
            Definitions.of(
                rows.words(), FLOWS, "record_date", rows.words().text("flows.on"), Unit.DATE),
            Definitions.of(
                rows.words(),
                FLOWS,
                "share_of_turnover",
                rows.words().text("flows.of-turnover"),
                Unit.FRACTION),
            Definitions.of(
                rows.words(),
                FLOWS,
                "share_of_cap",
                rows.words().text("flows.of-cap"),
                Unit.FRACTION)),
        cells,
        false,
        new Provenance(flows.query(), ""));
  }

  /** A line by the name of its company. */
  private String line(String security) {
    if (security == null) {
      return rows.words().text("flows.whole-channel");
    }
    return rows.of(Part.SECURITIES)
        .where("security_id", security)
        .first()
        .map(row -> rows.words().text("headline.of", text(row, "name"), security))
        .orElse(security);
  }

  private static Object known(Row row, String column, String status) {
    Double value = number(row, column);
    return value == null ? new Absence(text(row, status)) : value;
  }
}
