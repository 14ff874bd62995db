package org.rerate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.rerate.domain.Status;
import org.rerate.methodology.LikeForLikeChange;
import org.rerate.report.document.Unit;

/**
 * What must be said beside an incremental P/E, in sentences: over whom it is where some members
 * lack earnings, and what of it the exchange rate has made. One place says it wherever one is
 * shown.
 */
public final class ChangeRemarks {

  /** Below this relative distance the number at constant exchange rates says the same. */
  private static final double NEAR = 0.1;

  private final Function<String, Number> figures;
  private final String status;
  private final String statusConstant;

  /**
   * Remarks on a row of {@code valuation.basket_changes}.
   *
   * @param figures the row's numbers by column; null where missing
   * @param status its status
   * @param statusConstant its {@code status_constant_fx}
   */
  public ChangeRemarks(Function<String, Number> figures, String status, String statusConstant) {
    this.figures = figures;
    this.status = status;
    this.statusConstant = statusConstant;
  }

  /** Those on a row of {@code valuation.basket_changes}; see {@link #sentences}. */
  public static List<String> of(Row row) {
    return new ChangeRemarks(
            column -> row.<Number>getAs(column),
            row.getAs("status"),
            row.getAs("status_constant_fx"))
        .sentences();
  }

  /** The sentences; none if all is of all members and exchange rates do not matter. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    int members = count("member_count");
    if (count("capped_count_from") < members || count("capped_count_to") < members) {
      sentences.add(
          ofMembers(count("capped_count_from"), members)
              + " have a cap at the start, "
              + ofMembers(count("capped_count_to"), members)
              + " at the end, "
              + count("lfl_count")
              + " at both.");
    }
    if (count("matched_count") < count("lfl_count")) {
      sentences.add(coverage());
    }
    String rates = constantRates();
    if (rates != null) {
      sentences.add(rates);
    }
    return sentences;
  }

  /** How many members a sum of caps is of: "5 of 7 members". */
  public static String ofMembers(int capped, int members) {
    return capped + " of " + members + (members == 1 ? " member" : " members");
  }

  private String coverage() {
    int matched = count("matched_count");
    int all = count("lfl_count");
    if (matched == 0) {
      return "No incremental P/E: none of the "
          + all
          + " members with a cap at both ends has earnings at both ends.";
    }
    String of =
        matched
            + " of the "
            + all
            + " members with a cap at both ends, "
            + Unit.FRACTION.display(figure("incremental_coverage"))
            + " of their cap";
    String changes =
        Unit.USD_CHANGE.display(figure("incremental_cap_change_usd"))
            + ", that of all "
            + Unit.USD_CHANGE.display(figure("lfl_cap_change_usd"));
    return is(status, Status.LOW_COVERAGE)
        ? "No incremental P/E: only "
            + of
            + ", have earnings at both ends; their cap changed by "
            + changes
            + "."
        : "dE, both P/Es and the incremental P/E are of "
            + of
            + ": their cap changed by "
            + changes
            + ".";
  }

  /** Null if there is nothing to say. */
  private String constantRates() {
    Double dollars = figure("incremental_pe");
    Double constant = figure("incremental_pe_constant_fx");
    if (dollars != null && constant != null) {
      return Math.abs(constant - dollars) <= NEAR * Math.abs(dollars)
          ? null
          : "At constant exchange rates the incremental P/E is "
              + Unit.MULTIPLE.display(constant)
              + ", not "
              + Unit.MULTIPLE.display(dollars)
              + ": of dE, "
              + Unit.USD_CHANGE.display(figure("earnings_change_fx_usd"))
              + " is the exchange rate.";
    }
    if (dollars == null) {
      return constant == null
          ? null
          : "In dollars the exchange rate hides the rise in expected earnings: at constant exchange"
              + " rates dE/E0 is "
              + rise()
              + " and the incremental P/E "
              + Unit.MULTIPLE.display(constant)
              + ".";
    }
    return is(statusConstant, Status.NO_FX)
        ? "A matched member's estimate currency has no exchange rate at one end, so nothing says"
            + " what of dE the exchange rate has made."
        : "The "
            + Unit.MULTIPLE.display(dollars)
            + " exists in dollars only: at constant exchange rates dE/E0 is "
            + rise()
            + ", not "
            + Unit.CHANGE.display(figure("earnings_change_pct"))
            + ", so the rise is the exchange rate's.";
  }

  private String rise() {
    double rise =
        LikeForLikeChange.earningsChangePctConstantRates(
            figure("earnings_from_usd"),
            figure("earnings_change_usd"),
            figure("earnings_change_fx_usd"));
    return Double.isNaN(rise) ? "not positive" : Unit.CHANGE.display(rise);
  }

  private static boolean is(String name, Status status) {
    return status.name().equals(name);
  }

  private int count(String column) {
    Number value = figures.apply(column);
    return value == null ? 0 : value.intValue();
  }

  private Double figure(String column) {
    Number value = figures.apply(column);
    return value == null ? null : (Double) value.doubleValue();
  }
}
