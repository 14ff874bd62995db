package org.rerate.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.rerate.domain.Basis;
import org.rerate.domain.FiscalPeriod;
import org.rerate.history.FactHistory;
import org.rerate.history.FiscalBook;
import org.rerate.history.LineHistory;
import org.rerate.value.IssuerTrace;
import org.rerate.value.IssuerTrace.UsedLeg;
import org.rerate.value.IssuerTrace.UsedLine;

/**
 * The rows that an issuer's cap and earnings rest on.
 *
 * @param evidence the walk's numbers
 * @param lines the live lines
 * @param vendorCap the vendor's cap; null if none was taken
 * @param legs the fiscal periods of the earnings
 */
record IssuerCitations(
    IssuerTrace evidence, List<LineCitations> lines, Citation vendorCap, List<LegCitations> legs) {

  /**
   * A fiscal period.
   *
   * @param used what the walk took
   * @param period its name, such as FY 2026-12
   * @param figure the row; null if nothing is usable
   * @param splits splits of the primary line between the share basis of the row and that of the
   *     day, for earnings per share
   * @param isAhead true if the row is on the share basis of a later day
   */
  record LegCitations(
      UsedLeg used, String period, Citation figure, List<Citation> splits, boolean isAhead) {}

  static IssuerCitations of(IssuerTrace issuer, Basis basis, int day, long limit) {
    List<LineCitations> lines = new ArrayList<>();
    LineHistory primary = null;
    for (UsedLine used : issuer.lines()) {
      lines.add(LineCitations.of(issuer, used, day, limit));
      primary = used.line().securityId().equals(issuer.primary()) ? used.line() : primary;
    }
    List<LegCitations> legs = new ArrayList<>();
    for (UsedLeg leg : issuer.legs()) {
      legs.add(leg(issuer.issuerId(), leg, basis, primary, day, limit));
    }
    Citation vendorCap =
        issuer.vendorCap() < 0
            ? null
            : Citation.of(
                "market_caps", issuer.issuerId(), "", issuer.vendorCaps(), issuer.vendorCap());
    return new IssuerCitations(issuer, lines, vendorCap, legs);
  }

  private static LegCitations leg(
      String issuer, UsedLeg leg, Basis basis, LineHistory primary, int day, long limit) {
    String type = leg.period() == 0 ? "NTM" : basis.kind() == Basis.Kind.TTM ? "FQ" : "FY";
    String name = leg.period() == 0 ? type : type + " " + month(leg.period());
    if (leg.series() == null) {
      return new LegCitations(leg, name, null, List.of(), false);
    }
    FactHistory rows = leg.rows();
    Citation figure = figure(issuer, leg);
    if (!leg.series().isEps() || primary == null) {
      return new LegCitations(leg, name, figure, List.of(), false);
    }
    int basisDay = FiscalBook.shareBasis(rows, leg.row());
    boolean ahead = basisDay > day;
    List<Citation> splits =
        ahead
            ? LineCitations.splits(primary, day, basisDay, LineHistory.known(basisDay, limit))
            : LineCitations.splits(primary, basisDay, day, limit);
    return new LegCitations(leg, name, figure, splits, ahead);
  }

  /** The row of a fiscal period for which something is usable. */
  static Citation figure(String issuer, UsedLeg leg) {
    FactHistory rows = leg.rows();
    String more =
        CitedRows.period(
            leg.series().isEps() ? "eps" : "net_income",
            FiscalBook.PERIOD_TYPES.get(rows.integer(0, leg.row())),
            rows.integer(1, leg.row()));
    String table = leg.series().isReported() ? "actuals" : "estimates";
    return Citation.of(table, issuer, more, rows, leg.row());
  }

  private static String month(int period) {
    return "%d-%02d".formatted(FiscalPeriod.year(period), FiscalPeriod.month(period));
  }

  void forEach(Consumer<Citation> each) {
    lines.forEach(line -> line.forEach(each));
    if (vendorCap != null) {
      each.accept(vendorCap);
    }
    for (LegCitations leg : legs) {
      if (leg.figure() != null) {
        each.accept(leg.figure());
      }
      leg.splits().forEach(each);
    }
  }
}
