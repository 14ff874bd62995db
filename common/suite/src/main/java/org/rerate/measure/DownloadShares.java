package org.rerate.measure;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import org.rerate.blocks.Fact;
import org.rerate.blocks.Facts;
import org.rerate.domain.Days;
import org.rerate.domain.FiscalPeriod;
import org.rerate.domain.RerateException;
import org.rerate.domain.Status;
import org.rerate.engine.filter.Filter;
import org.rerate.table.MarketTables;
import org.rerate.table.MeasureTables;
import org.rerate.table.TableSpec;

/**
 * Share of a month's downloads by organisation and by region. A month counts from its last day on:
 * before that, nobody could know its total.
 */
public final class DownloadShares implements Measure {

  @Override
  public String name() {
    return "download-shares";
  }

  @Override
  public String help() {
    return "Share of a month's downloads of models by organisation and by region.";
  }

  @Override
  public List<MeasureOption> options() {
    return List.of(
        MeasureOption.of("on", "DATE", "the day that is looked from", "end of the last month"),
        MeasureOption.of("from", "DATE", "first month, by any day of it", "the first on file"),
        MeasureOption.of("to", "DATE", "last month, by any day of it", "the last on file"));
  }

  @Override
  public TableSpec table() {
    return MeasureTables.DOWNLOAD_SHARES;
  }

  @Override
  public MeasureResult compute(MeasureRequest request) {
    NavigableSet<Integer> months = request.references().days(MarketTables.MODEL_DOWNLOADS, "month");
    if (months.isEmpty()) {
      throw RerateException.usage(
          "the warehouse has no downloads yet", "Ingest a feed with model_downloads");
    }
    int day = request.day("on", monthEnd(months.last()));
    int from = request.day("from", months.first());
    int to = request.day("to", monthEnd(months.last()));
    Facts facts =
        Facts.of(
            request.references(),
            request.asOf(),
            MarketTables.MODEL_DOWNLOADS,
            Filter.all(),
            fact -> monthEnd(fact.day("month")));
    Map<Integer, Map<String, Double>> byRegion = new TreeMap<>();
    Map<Integer, Map<String, Double>> byOrganisation = new TreeMap<>();
    for (Fact fact : facts.on(day)) {
      int month = fact.day("month");
      if (month <= to && monthEnd(month) >= from) {
        add(byRegion, month, fact.text("region"), fact.number("downloads"));
        add(byOrganisation, month, fact.text("organisation"), fact.number("downloads"));
      }
    }
    MeasureRows rows = new MeasureRows(table());
    for (int month : byRegion.keySet()) {
      add(rows, month, day, "REGION", byRegion.get(month));
      add(rows, month, day, "ORGANISATION", byOrganisation.get(month));
    }
    return rows.within(
        new MeasureScope().on("valuation_date", day).between("month", firstDay(from), to));
  }

  private static int firstDay(int day) {
    return Days.of(Days.date(day).withDayOfMonth(1));
  }

  private static int monthEnd(int day) {
    return FiscalPeriod.monthEnd(
        FiscalPeriod.of(Days.date(day).getYear(), Days.date(day).getMonthValue()));
  }

  private static void add(
      Map<Integer, Map<String, Double>> sums, int month, String name, double downloads) {
    sums.computeIfAbsent(month, m -> new TreeMap<>()).merge(name, downloads, Double::sum);
  }

  private static void add(
      MeasureRows rows, int month, int day, String dimension, Map<String, Double> sums) {
    double total = sums.values().stream().mapToDouble(Double::doubleValue).sum();
    sums.forEach(
        (name, downloads) ->
            rows.row()
                .set("month", month)
                .set("dimension", dimension)
                .set("name", name)
                .set("valuation_date", day)
                .set("downloads", downloads.doubleValue())
                .set("total_downloads", total)
                .set("share", total > 0 ? downloads / total : Double.NaN)
                .set("status", total > 0 ? Status.OK : Status.NON_POSITIVE_BASE)
                .add());
  }
}
