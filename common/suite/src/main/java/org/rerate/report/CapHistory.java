package org.rerate.report;

import static org.rerate.report.Answer.number;
import static org.rerate.report.Answer.text;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.LikeForLikeIndex;
import org.rerate.report.ReportRows.Part;

/** Caps of the members through time. */
final class CapHistory {

  private final ReportRows rows;
  private final List<LocalDate> days;
  private final Map<String, double[]> caps = new HashMap<>();

  CapHistory(ReportRows rows) {
    this.rows = rows;
    TreeSet<LocalDate> seen = new TreeSet<>();
    rows.of(Part.CAPS).rows().forEach(row -> seen.add(Answer.date(row, "valuation_date")));
    days = List.copyOf(seen);
    Map<LocalDate, Integer> places = new HashMap<>();
    for (int i = 0; i < days.size(); i++) {
      places.put(days.get(i), i);
    }
    for (Row row : rows.of(Part.CAPS).rows()) {
      Double cap = number(row, "cap_usd");
      if (cap != null) {
        caps.computeIfAbsent(text(row, "issuer_id"), i -> missing())[
                places.get(Answer.date(row, "valuation_date"))] =
            cap;
      }
    }
  }

  private double[] missing() {
    double[] none = new double[days.size()];
    Arrays.fill(none, Double.NaN);
    return none;
  }

  /** The days, ascending. */
  List<LocalDate> days() {
    return days;
  }

  /** Cap of an issuer on a day, USD; null if missing. */
  Double cap(String issuer, LocalDate day) {
    int place = days.indexOf(day);
    double[] own = caps.get(issuer);
    return place < 0 || own == null || Double.isNaN(own[place]) ? null : (Double) own[place];
  }

  /**
   * A basket's like-for-like index, 100 on {@code base}, on each of the days; NaN where missing or
   * after the basket's end.
   */
  double[] index(String basket, LocalDate base) {
    List<Member> members = rows.members().byBasket().get(basket);
    int place = days.indexOf(base);
    double[][] weighted = new double[members.size()][];
    for (int i = 0; i < weighted.length; i++) {
      double factor = members.get(i).factor();
      double[] own = caps.getOrDefault(members.get(i).issuerId(), missing());
      weighted[i] = Arrays.stream(own).map(cap -> cap * factor).toArray();
    }
    double[] index =
        place < 0 || weighted.length == 0
            ? LikeForLikeIndex.none(days.size())
            : LikeForLikeIndex.of(weighted, place);
    LocalDate end = rows.spec().span(basket).end();
    for (int i = 0; i < index.length; i++) {
      if (days.get(i).isAfter(end)) {
        index[i] = Double.NaN;
      }
    }
    return index;
  }
}
