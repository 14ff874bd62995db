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
      blocks.add(new Notice("No flows are on file for these dates."));
    } else {
      blocks.add(table());
    }
    return new Section("flows", "Flows", List.of(), blocks);
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
            channel + ": net buying, " + currency,
            "Sum over the last 20 sessions; missing until half of them are known.",
            List.of(
                Definitions.DATE,
                Definitions.of(FLOWS, "net_buy", "Day", Unit.AMOUNT),
                Definitions.of(FLOWS, "net_buy_20", "20 sessions", Unit.AMOUNT),
                Definitions.of(FLOWS, "net_buy_ytd", "Since 1 January", Unit.AMOUNT)),
            cells,
            false,
            new Provenance(rows.of(Part.FLOWS).query(), ""));
    return new Chart(
        Chart.Kind.LINES,
        "Net buying in "
            + currency
            + ": of the day "
            + SeriesEnd.words(cells, 1, Unit.AMOUNT)
            + ", of 20 sessions "
            + SeriesEnd.words(cells, 2, Unit.AMOUNT)
            + ".",
        data,
        "date",
        Unit.AMOUNT,
        List.of(
            new Series("net_buy", "day", Role.DAILY),
            new Series("net_buy_20", "20 sessions", Role.A)),
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
        "Net buying on " + last + ", line by line",
        "In the channel's currency. The last two columns are shares of the line's turnover of the day"
            + " and of the issuer's cap.",
        List.of(
            Definitions.of(FLOWS, "channel", "Channel", Unit.TEXT),
            Definitions.of(FLOWS, "security_id", "Line", Unit.TEXT),
            Definitions.of(FLOWS, "currency", "Currency", Unit.TEXT),
            Definitions.of(FLOWS, "net_buy", "Day", Unit.AMOUNT),
            Definitions.of(FLOWS, "net_buy_20", "20 sessions", Unit.AMOUNT),
            Definitions.of(FLOWS, "net_buy_ytd", "Since 1 January", Unit.AMOUNT),
            Definitions.of(FLOWS, "record_net_buy", "Record", Unit.AMOUNT),
            Definitions.of(FLOWS, "record_date", "on", Unit.DATE),
            Definitions.of(FLOWS, "share_of_turnover", "of turnover", Unit.FRACTION),
            Definitions.of(FLOWS, "share_of_cap", "of cap", Unit.FRACTION)),
        cells,
        false,
        new Provenance(flows.query(), ""));
  }

  /** A line by the name of its company. */
  private String line(String security) {
    if (security == null) {
      return "whole channel";
    }
    return rows.of(Part.SECURITIES)
        .where("security_id", security)
        .first()
        .map(row -> text(row, "name") + ", " + security)
        .orElse(security);
  }

  private static Object known(Row row, String column, String status) {
    Double value = number(row, column);
    return value == null ? new Absence(text(row, status)) : value;
  }
}
