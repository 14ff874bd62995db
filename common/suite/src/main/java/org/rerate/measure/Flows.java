package org.rerate.measure;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.rerate.blocks.Fact;
import org.rerate.blocks.Facts;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Days;
import org.rerate.domain.RerateException;
import org.rerate.engine.filter.Filter;
import org.rerate.history.Rates;
import org.rerate.methodology.FlowStatistics;
import org.rerate.table.MarketTables;
import org.rerate.table.MeasureTables;
import org.rerate.table.TableSpec;

/**
 * Net buying per channel and line on each session: the day, the last 20 sessions, the year to date,
 * record and rank, and as a share of turnover and of the issuer's cap.
 *
 * <p>A session is a day for which the channel has any row. A series is a line in one currency; were
 * the currency to change, its sums and ranks would start anew.
 */
public final class Flows implements Measure {

  private static final int WINDOW = 20;

  /** One line, or the whole channel, in one currency. */
  private record SeriesKey(String channel, String security, String currency) {}

  /** The sessions of a channel, and net buying per series and session. */
  private record View(Map<String, int[]> sessions, Map<SeriesKey, Map<Integer, Double>> series) {}

  @Override
  public String name() {
    return "flows";
  }

  @Override
  public String help() {
    return "Net buying through a channel: day, 20 sessions, year to date, record, shares.";
  }

  @Override
  public List<MeasureOption> options() {
    return List.of(
        MeasureOption.of("channel", "NAME,...", "the channels", "all"),
        MeasureOption.of("from", "DATE", "first day", "first day with a flow"),
        MeasureOption.of("to", "DATE", "last day", "last day with a flow"));
  }

  @Override
  public TableSpec table() {
    return MeasureTables.FLOW_STATISTICS;
  }

  @Override
  public MeasureResult compute(MeasureRequest request) {
    ReferenceData references = request.references();
    NavigableSet<Integer> sessions = references.days(MarketTables.FLOWS, "trade_date");
    if (sessions.isEmpty()) {
      throw RerateException.usage("the warehouse has no flows yet", "Ingest a feed with flows");
    }
    List<String> channels =
        request.chosen("channel", references.texts(MarketTables.FLOWS, "channel", Filter.all()));
    int from = request.day("from", sessions.first());
    int to = request.day("to", sessions.last());
    if (from > to || to < sessions.first() || from > sessions.last()) {
      throw RerateException.usage(
          "no flow lies from " + Days.date(from) + " to " + Days.date(to),
          "Flows run from " + Days.date(sessions.first()) + " to " + Days.date(sessions.last()));
    }
    Facts flows =
        Facts.of(
            references,
            request.asOf(),
            MarketTables.FLOWS,
            Filter.and(Filter.in("channel", channels), Filter.until("trade_date", to)));
    boolean fixed = request.asOf().knowledge().isFixed();
    View view = view(flows.on(to));
    int[] days =
        view.sessions().values().stream()
            .flatMapToInt(Arrays::stream)
            .filter(d -> d >= from)
            .sorted()
            .distinct()
            .toArray();
    FlowShares shares = new FlowShares(request, securities(view), days);
    Rates rates = request.references().rates(days, request.methodology().fxMaxAgeDays());
    MeasureRows rows = new MeasureRows(table());
    for (int i = 0; i < days.length; i++) {
      View seen = fixed ? view : view(flows.on(days[i]));
      int day = days[i];
      int index = i;
      seen.series()
          .forEach(
              (key, netBuy) -> {
                if (netBuy.containsKey(day)) {
                  add(rows, key, seen.sessions().get(key.channel()), netBuy, day);
                  Double net = netBuy.get(day);
                  double usd = net * rates.usd(key.currency(), index);
                  rows.set("net_buy_usd", usd);
                  shares.set(rows, key.security(), key.currency(), net, usd, day);
                  rows.add();
                }
              });
    }
    return rows.within(new MeasureScope().in("channel", channels).between("trade_date", from, to));
  }

  private static View view(List<Fact> facts) {
    Map<String, TreeSet<Integer>> sessions = new HashMap<>();
    Map<SeriesKey, Map<Integer, Double>> series = new LinkedHashMap<>();
    for (Fact fact : facts) {
      int day = fact.day("trade_date");
      String channel = fact.text("channel");
      SeriesKey key = new SeriesKey(channel, fact.text("security_id"), fact.text("currency"));
      sessions.computeIfAbsent(channel, c -> new TreeSet<>()).add(day);
      series.computeIfAbsent(key, k -> new HashMap<>()).put(day, fact.number("net_buy"));
    }
    Map<String, int[]> sorted = new HashMap<>();
    sessions.forEach(
        (channel, days) ->
            sorted.put(channel, days.stream().mapToInt(Integer::intValue).toArray()));
    return new View(sorted, series);
  }

  private static List<String> securities(View view) {
    return view.series().keySet().stream()
        .map(SeriesKey::security)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static void add(
      MeasureRows rows, SeriesKey key, int[] sessions, Map<Integer, Double> netBuy, int day) {
    int count = Arrays.binarySearch(sessions, day) + 1;
    double[] values = new double[count];
    Arrays.setAll(values, i -> netBuy.getOrDefault(sessions[i], Double.NaN));
    int newYear = Days.of(LocalDate.of(Days.date(day).getYear(), 1, 1));
    int found = Arrays.binarySearch(sessions, newYear);
    FlowStatistics statistics =
        FlowStatistics.ofLast(values, count, found < 0 ? -found - 1 : found, WINDOW);
    rows.row()
        .set("channel", key.channel())
        .set("security_id", key.security())
        .set("trade_date", day)
        .set("currency", key.currency())
        .set("net_buy", values[count - 1])
        .set("net_buy_20", statistics.rolling())
        .set("sessions_20", statistics.observed())
        .set("net_buy_ytd", statistics.yearToDate())
        .set("ytd_from", sessions[statistics.yearFrom()])
        .set("record_net_buy", values[statistics.record()])
        .set("record_date", sessions[statistics.record()])
        .set("record_rank", statistics.rank())
        .set("session_count", statistics.sessions())
        .set("rolling_status", statistics.status());
  }
}
