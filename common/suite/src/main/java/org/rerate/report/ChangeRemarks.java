package org.rerate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.rerate.domain.Status;
import org.rerate.methodology.LikeForLikeChange;
import org.rerate.report.document.Unit;
import org.rerate.report.document.Words;

/**
 * What must be said beside an incremental P/E, in sentences: over whom it is where some members
 * lack earnings, and what of it the exchange rate has made. One place says it wherever one is
 * shown.
 */
public final class ChangeRemarks {

  /** Below this relative distance the number at constant exchange rates says the same. */
  private static final double NEAR = 0.1;

  private final Words words;
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
    this(Words.ENGLISH, figures, status, statusConstant);
  }

  private ChangeRemarks(
      Words words, Function<String, Number> figures, String status, String statusConstant) {
    this.words = words;
    this.figures = figures;
    this.status = status;
    this.statusConstant = statusConstant;
  }

  /** Those on a row of {@code valuation.basket_changes}; see {@link #sentences}. */
  public static List<String> of(Row row) {
    return of(Words.ENGLISH, row);
  }

  /** The same in another language. */
  static List<String> of(Words words, Row row) {
    return new ChangeRemarks(
            words,
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
          words.text(
              "changeremarks.have-a-cap-at-the-start",
              ofMembers(words, count("capped_count_from"), members),
              ofMembers(words, count("capped_count_to"), members),
              count("lfl_count")));
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
    return ofMembers(Words.ENGLISH, capped, members);
  }

  /** The same in another language. */
  static String ofMembers(Words words, int capped, int members) {
    return words.text(
        "changeremarks.of",
        capped,
        members,
        (members == 1 ? words.text("changeremarks.member") : words.text("changeremarks.members")));
  }

  private String coverage() {
    int matched = count("matched_count");
    int all = count("lfl_count");
    if (matched == 0) {
      return words.text("changeremarks.no-incremental-pe-none-of-the", all);
    }
    String of =
        words.text(
            "changeremarks.of-the-members-with-a-cap",
            matched,
            all,
            words.show(Unit.FRACTION, figure("incremental_coverage")));
    String changes =
        words.text(
            "changeremarks.that-of-all",
            words.show(Unit.USD_CHANGE, figure("incremental_cap_change_usd")),
            words.show(Unit.USD_CHANGE, figure("lfl_cap_change_usd")));
    return is(status, Status.LOW_COVERAGE)
        ? words.text("changeremarks.no-incremental-pe-only-have-earnings", of, changes)
        : words.text("changeremarks.de-both-pes-and-the-incremental", of, changes);
  }

  /** Null if there is nothing to say. */
  private String constantRates() {
    Double dollars = figure("incremental_pe");
    Double constant = figure("incremental_pe_constant_fx");
    if (dollars != null && constant != null) {
      return Math.abs(constant - dollars) <= NEAR * Math.abs(dollars)
          ? null
          : words.text(
              "changeremarks.at-constant-exchange-rates-the-incremental",
              words.show(Unit.MULTIPLE, constant),
              words.show(Unit.MULTIPLE, dollars),
              words.show(Unit.USD_CHANGE, figure("earnings_change_fx_usd")));
    }
    if (dollars == null) {
      return constant == null
          ? null
          : words.text(
              "changeremarks.in-dollars-the-exchange-rate-hides",
              rise(),
              words.show(Unit.MULTIPLE, constant));
    }
    return is(statusConstant, Status.NO_FX)
        ? words.text("changeremarks.a-matched-members-estimate-currency-has")
        : words.text(
            "changeremarks.the-exists-in-dollars-only-at",
            words.show(Unit.MULTIPLE, dollars),
            rise(),
            words.show(Unit.CHANGE, figure("earnings_change_pct")));
  }

  private String rise() {
    double rise =
        LikeForLikeChange.earningsChangePctConstantRates(
            figure("earnings_from_usd"),
            figure("earnings_change_usd"),
            figure("earnings_change_fx_usd"));
    return Double.isNaN(rise)
        ? words.text("changeremarks.not-positive")
        : words.show(Unit.CHANGE, rise);
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
