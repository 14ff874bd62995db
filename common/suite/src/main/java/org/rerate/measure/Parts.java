package org.rerate.measure;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.rerate.blocks.Fact;
import org.rerate.blocks.Facts;
import org.rerate.blocks.SeriesStore;
import org.rerate.domain.RerateException;
import org.rerate.domain.Status;
import org.rerate.engine.filter.Filter;
import org.rerate.history.FactKind;
import org.rerate.history.Rates;
import org.rerate.methodology.SumOfParts;
import org.rerate.table.MarketTables;
import org.rerate.table.MeasureTables;
import org.rerate.table.TableSpec;
import org.rerate.valuation.IssuerCapSeries;

/**
 * Sum of the parts: each segment's profit times its multiple, the stub that is left of the cap, and
 * the multiple that the market implies for each segment. Profits are those of the latest period on
 * file, at the day's rate, so that a multiple does not move with the exchange rate.
 */
public final class Parts implements Measure {

  @Override
  public String name() {
    return "parts";
  }

  @Override
  public String help() {
    return "Sum of the parts: segment values, the stub, and the multiples that the cap implies.";
  }

  @Override
  public List<MeasureOption> options() {
    return List.of(
        MeasureOption.of("issuer", "ISSUER,...", "the companies", "all with segments"),
        MeasureOption.of("segment", "NAME", "only this segment's row", "all, stub and cap"),
        MeasureOption.ON);
  }

  @Override
  public TableSpec table() {
    return MeasureTables.PARTS_VALUES;
  }

  @Override
  public MeasureResult compute(MeasureRequest request) {
    int day = request.pricedDay();
    Facts facts =
        Facts.of(request.references(), request.asOf(), MarketTables.SEGMENTS, Filter.all());
    List<Fact> visible = facts.on(day);
    Set<String> known = new TreeSet<>();
    visible.forEach(fact -> known.add(fact.text("issuer_id")));
    List<String> issuers = request.chosen("issuer", known);
    String segment = request.text("segment").orElse(null);
    if (segment != null
        && visible.stream()
            .noneMatch(
                f -> issuers.contains(f.text("issuer_id")) && segment.equals(f.text("segment")))) {
      throw RerateException.usage(
          "there is no segment '" + segment + "' of " + String.join(", ", issuers),
          "Known are "
              + String.join(
                  ", ",
                  visible.stream()
                      .filter(f -> issuers.contains(f.text("issuer_id")))
                      .map(f -> f.text("segment"))
                      .distinct()
                      .toList()));
    }
    new SeriesStore(request.warehouse()).catchUp(request.runId());
    IssuerCapSeries caps =
        new IssuerCapSeries(
            request.warehouse(), request.methodology(), request.asOf(), new int[] {day}, issuers);
    Rates rates = request.references().rates(new int[] {day}, request.methodology().fxMaxAgeDays());
    MeasureRows rows = new MeasureRows(table());
    for (String issuer : issuers) {
      List<Fact> latest = latest(visible, issuer);
      add(
          rows,
          issuer,
          latest,
          caps.usd(issuer, day),
          caps.status(issuer, day),
          rates,
          day,
          segment);
    }
    MeasureScope scope = new MeasureScope().in("issuer_id", issuers).on("valuation_date", day);
    return rows.within(segment == null ? scope : scope.is("segment", segment));
  }

  private static List<Fact> latest(List<Fact> visible, String issuer) {
    int last =
        visible.stream()
            .filter(fact -> fact.text("issuer_id").equals(issuer))
            .mapToInt(fact -> fact.day("period_end"))
            .max()
            .orElse(FactKind.NONE);
    return visible.stream()
        .filter(f -> f.text("issuer_id").equals(issuer) && f.day("period_end") == last)
        .toList();
  }

  private static void add(
      MeasureRows rows,
      String issuer,
      List<Fact> segments,
      double cap,
      Status capStatus,
      Rates rates,
      int day,
      String only) {
    double[] profits = new double[segments.size()];
    double[] multiples = new double[segments.size()];
    Status noRate = Status.OK;
    for (int i = 0; i < profits.length; i++) {
      String currency = segments.get(i).text("currency");
      Status rate = rates.status(currency, 0);
      profits[i] =
          rate == Status.OK
              ? segments.get(i).number("profit") * rates.usd(currency, 0)
              : Double.NaN;
      multiples[i] = segments.get(i).number("multiple");
      noRate = noRate == Status.OK ? rate : noRate;
    }
    SumOfParts parts = SumOfParts.of(cap, capStatus, profits, multiples);
    for (int i = 0; i < profits.length; i++) {
      Fact segment = segments.get(i);
      if (only != null && !only.equals(segment.text("segment"))) {
        continue;
      }
      Status rate = rates.status(segment.text("currency"), 0);
      start(rows, issuer, "SEGMENT", day, segment.day("period_end"))
          .set("segment", segment.text("segment"))
          .set("currency", segment.text("currency"))
          .set("profit", segment.number("profit"))
          .set("profit_usd", profits[i])
          .set("multiple", multiples[i])
          .set("value_usd", parts.values()[i])
          .set("share_of_cap", parts.values()[i] / cap)
          .set("implied_multiple", parts.implied()[i])
          .set("status", Double.isNaN(multiples[i]) ? Status.NO_MULTIPLE : rate)
          .set("implied_status", parts.statuses()[i])
          .add();
    }
    if (only == null) {
      int end = segments.get(0).day("period_end");
      boolean whole = !Double.isNaN(parts.stub());
      start(rows, issuer, "STUB", day, end)
          .set("value_usd", parts.stub())
          .set("share_of_cap", parts.stub() / cap)
          .set(
              "status",
              whole ? Status.OK : capStatus.hasCap() && !Double.isNaN(cap) ? noRate : capStatus)
          .set("implied_status", Status.NOT_APPLICABLE)
          .add();
      start(rows, issuer, "CAP", day, end)
          .set("value_usd", cap)
          .set("share_of_cap", Double.isNaN(cap) ? Double.NaN : 1.0)
          .set("status", capStatus)
          .set("implied_status", Status.NOT_APPLICABLE)
          .add();
    }
  }

  private static MeasureRows start(
      MeasureRows rows, String issuer, String part, int day, int periodEnd) {
    return rows.row()
        .set("issuer_id", issuer)
        .set("part", part)
        .set("valuation_date", day)
        .set("period_end", periodEnd);
  }
}
