package org.rerate.measure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.rerate.blocks.Fact;
import org.rerate.blocks.Facts;
import org.rerate.blocks.SeriesStore;
import org.rerate.domain.MinorUnit;
import org.rerate.domain.Status;
import org.rerate.engine.filter.Filter;
import org.rerate.history.FactKind;
import org.rerate.history.Rates;
import org.rerate.table.MarketTables;
import org.rerate.valuation.IssuerCapSeries;

/**
 * Net buying of a line as a share of its turnover, close x volume of the day as traded, and of its
 * issuer's cap. A line can be one of several of its issuer, so the cap is the whole company's.
 */
final class FlowShares {

  private final Facts prices;
  private final Facts securities;
  private final Map<String, Fact> lines = new HashMap<>();
  private final IssuerCapSeries caps;
  private final Rates rates;
  private final int[] days;
  private int linesOf = FactKind.NONE;

  /**
   * @param days the days that will be asked for, ascending; at least one
   */
  FlowShares(MeasureRequest request, List<String> named, int[] days) {
    this.days = days;
    int last = days.length == 0 ? 0 : days[days.length - 1];
    int first = days.length == 0 ? 0 : days[0];
    Filter chosen = Filter.in("security_id", named);
    this.prices =
        Facts.of(
            request.references(),
            request.asOf(),
            MarketTables.PRICES,
            Filter.and(
                chosen, Filter.is("basis", "AS_TRADED"), Filter.days("trade_date", first, last)));
    this.securities =
        Facts.of(request.references(), request.asOf(), MarketTables.SECURITIES, chosen);
    TreeSet<String> issuers = new TreeSet<>();
    for (int day : request.asOf().knowledge().isFixed() ? new int[] {last} : days) {
      securities.on(day).forEach(line -> issuers.add(line.text("issuer_id")));
    }
    new SeriesStore(request.warehouse()).catchUp(request.runId());
    this.caps =
        new IssuerCapSeries(
            request.warehouse(), request.methodology(), request.asOf(), days, issuers);
    this.rates = request.references().rates(days, request.methodology().fxMaxAgeDays());
  }

  /** Sets both shares of a row; {@code security} is null for the whole channel. */
  void set(MeasureRows rows, String security, String currency, double netBuy, double usd, int day) {
    if (security == null) {
      rows.set("turnover_status", Status.NOT_APPLICABLE).set("cap_status", Status.NOT_APPLICABLE);
      return;
    }
    setTurnover(rows, security, currency, netBuy, day);
    Fact line = line(security, day);
    Status status = line == null ? Status.NOT_LISTED : caps.status(line.text("issuer_id"), day);
    boolean known = status.hasCap() && !Double.isNaN(caps.usd(line.text("issuer_id"), day));
    boolean converted = known && !Double.isNaN(usd);
    rows.set("share_of_cap", converted ? usd / caps.usd(line.text("issuer_id"), day) : Double.NaN)
        .set("cap_status", known ? fx(currency, day) : status);
  }

  private void setTurnover(
      MeasureRows rows, String security, String currency, double netBuy, int day) {
    Fact price =
        prices.dated(day).stream()
            .filter(p -> p.text("security_id").equals(security))
            .findFirst()
            .orElse(null);
    Fact line = line(security, day);
    if (price == null || line == null) {
      rows.set("turnover_status", Status.NO_PRICE);
      return;
    }
    double turnover = price.number("close") * price.number("volume");
    if (!(turnover > 0)) {
      rows.set("turnover_status", Status.NO_VOLUME);
      return;
    }
    String quoted = price.text("currency") == null ? line.text("currency") : price.text("currency");
    boolean same = MinorUnit.majorOf(quoted).equals(MinorUnit.majorOf(currency));
    double quotedRate = same ? MinorUnit.factorOf(quoted) : rate(quoted, day);
    double flowRate = same ? MinorUnit.factorOf(currency) : rate(currency, day);
    Status status = same || fx(quoted, day) == Status.OK ? Status.OK : fx(quoted, day);
    rows.set("share_of_turnover", netBuy * flowRate / (turnover * quotedRate))
        .set("turnover_status", same || status != Status.OK ? status : fx(currency, day));
  }

  /** The line as known on the day; days are asked for in order. */
  private Fact line(String security, int day) {
    if (linesOf != day) {
      lines.clear();
      securities.on(day).forEach(line -> lines.put(line.text("security_id"), line));
      linesOf = day;
    }
    return lines.get(security);
  }

  private double rate(String currency, int day) {
    return rates.usd(currency, Arrays.binarySearch(days, day));
  }

  private Status fx(String currency, int day) {
    return rates.status(currency, Arrays.binarySearch(days, day));
  }
}
