package org.rerate.valuation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Metric;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.value.DayChunk;

/**
 * The numbers of all members over one chunk of days, and those of one day and group side by side,
 * inclusion factors applied. A slot is a number of a member: its cap, earnings on a basis, another
 * figure.
 */
final class MemberNumbers {

  /** The slot of caps. */
  static final int CAP = 0;

  /** What inclusion factors do not multiply. */
  private static final List<String> RATIOS =
      List.of(MemberFigures.DISPERSION, MemberFigures.PRICE_RETURN, MemberFigures.TOTAL_RETURN);

  private final Map<String, Integer> slots = new HashMap<>();
  private final List<Map<String, double[]>> byIssuer = new ArrayList<>();
  private final boolean[] isRatio;
  private List<Member> members = List.of();
  private double[] factors = {};
  private double[][][] series = {};
  private double[][] today = {};
  private double[][] ofGroup = {};

  MemberNumbers(Plan plan, DayChunk chunk) {
    Set<String> keys = new LinkedHashSet<>();
    keys.add("");
    plan.computed(chunk).forEach(basis -> keys.add(basis.toString()));
    int year = Days.date(plan.days()[chunk.from()]).getYear();
    for (Metric metric : plan.figures().metrics()) {
      if (metric.isStock()) {
        keys.add(IssuerBlock.key("", metric));
      }
      plan.figures()
          .bases(metric, chunk.bases(), year)
          .forEach(basis -> keys.add(IssuerBlock.key(basis.toString(), metric)));
    }
    EarlierDays earlier = plan.figures().earlier();
    for (int horizon : earlier.horizons()) {
      chunk.bases().stream()
          .filter(Basis::isCalendarYear)
          .forEach(basis -> keys.add(MemberFigures.then(basis, horizon)));
      keys.add(MemberFigures.DISPERSION);
    }
    if (!plan.figures().index().isEmpty()) {
      keys.add(MemberFigures.PRICE_RETURN);
      keys.add(MemberFigures.TOTAL_RETURN);
      keys.add(MemberFigures.WEIGHT);
    }
    for (String key : keys) {
      slots.put(key, byIssuer.size());
      byIssuer.add(new HashMap<>());
    }
    isRatio = new boolean[byIssuer.size()];
    for (String key : RATIOS) {
      if (slots.containsKey(key)) {
        isRatio[slots.get(key)] = true;
      }
    }
  }

  /** The slot of a flow on a basis. */
  int slot(Basis basis, Metric metric) {
    return slots.get(IssuerBlock.key(basis.toString(), metric));
  }

  /** The slot of that key of a block. */
  int slot(String key) {
    return slots.get(key);
  }

  /** The slot of a stock. */
  int slot(Metric stock) {
    return slots.get(IssuerBlock.key("", stock));
  }

  /** Takes in the numbers of a member over the chunk. */
  void add(IssuerBlock block) {
    Integer slot = slots.get(block.basis());
    if (slot != null) {
      byIssuer.get(slot).put(block.issuerId(), block.usd());
    }
  }

  /** Turns to other members. */
  void of(List<Member> others) {
    members = others;
    factors = members.stream().mapToDouble(Member::factor).toArray();
    series = new double[byIssuer.size()][][];
    for (int slot = 0; slot < series.length; slot++) {
      Map<String, double[]> own = byIssuer.get(slot);
      series[slot] =
          own.isEmpty()
              ? null
              : members.stream().map(m -> own.get(m.issuerId())).toArray(double[][]::new);
    }
    today = new double[series.length][members.size()];
    ofGroup = new double[series.length][members.size()];
  }

  /** Turns to a day of the chunk. */
  void turnTo(int dayInChunk) {
    for (int slot = 0; slot < today.length; slot++) {
      for (int m = 0; m < factors.length; m++) {
        double[] own = series[slot] == null ? null : series[slot][m];
        today[slot][m] =
            own == null
                ? Double.NaN
                : isRatio[slot] ? own[dayInChunk] : own[dayInChunk] * factors[m];
      }
    }
  }

  /** Turns to the members at these places. */
  void turnTo(int[] group) {
    for (int slot = 0; slot < today.length; slot++) {
      double[] from = today[slot];
      double[] to = ofGroup[slot];
      for (int m = 0; m < group.length; m++) {
        to[m] = from[group[m]];
      }
    }
  }

  /** The numbers of the group in a slot, USD; NaN where missing, longer than the group. */
  double[] group(int slot) {
    return ofGroup[slot];
  }
}
