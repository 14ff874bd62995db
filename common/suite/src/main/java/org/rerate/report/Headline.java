package org.rerate.report;

import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.rerate.report.document.Unit;
import org.rerate.report.document.Words;

/**
 * A number of a report's first screen on its way from an earlier report: as it was published, what
 * was restated of it, and what came since. Published plus restatements is restated; restated plus
 * the parts since is now. Numbers are null where missing.
 *
 * @param measure cap_usd, pe, lfl_cap_change_pct, incremental_pe, cap_ratio or pe_premium
 * @param basket the basket
 * @param against the basket that it is held against; null if there is none
 * @param basis basis of the earnings; null for caps
 * @param since base date of a change; null for others
 * @param unit what it is counted in
 * @param published the number of the earlier date from the rows of then
 * @param restatements what each input that came since made of it
 * @param restated the number of the earlier date from the rows of now
 * @param parts what each part made of it between the dates
 * @param now the number of the later date
 */
public record Headline(
    String measure,
    String basket,
    String against,
    String basis,
    LocalDate since,
    Unit unit,
    Point published,
    List<Part> restatements,
    Point restated,
    List<Part> parts,
    Point now) {

  /**
   * The number on a date.
   *
   * @param day the date
   * @param value the number
   * @param coverage part of the cap with earnings, of a cap part of the members that have one; the
   *     lower one of two baskets
   * @param status OK, or why the number is missing
   * @param madeByLosses true if losses of members have made a P/E or a premium, so that it is not
   *     meaningful
   */
  public record Point(
      LocalDate day, Double value, Double coverage, String status, boolean madeByLosses) {}

  /**
   * What an input or a part made of the number.
   *
   * @param name the input or part
   * @param effect the difference
   * @param status OK, or why it is missing: the number is, on a side of the exchange
   */
  public record Part(String name, Double effect, String status) {

    /** True if it moved the number, or it cannot be told whether it did. */
    public boolean matters() {
      return effect == null || effect != 0;
    }
  }

  /** The same with its change between the dates told by other parts. */
  Headline with(List<Part> others) {
    return new Headline(
        measure,
        basket,
        against,
        basis,
        since,
        unit,
        published,
        restatements,
        restated,
        others,
        now);
  }

  /** What was restated in all; null if either side is missing. */
  public Double restatement() {
    return less(restated, published);
  }

  /** What the parts made in all; null if either side is missing. */
  public Double change() {
    return less(now, restated);
  }

  private static Double less(Point end, Point start) {
    return end.value() == null || start.value() == null
        ? null
        : (Double) (end.value() - start.value());
  }

  /** Why the first of its numbers that is missing is; OK if none is. */
  public String status() {
    return Stream.of(
            Stream.of(published.status()),
            restatements.stream().map(Part::status),
            Stream.of(restated.status()),
            parts.stream().map(Part::status),
            Stream.of(now.status()))
        .flatMap(statuses -> statuses)
        .filter(status -> !status.equals("OK"))
        .findFirst()
        .orElse("OK");
  }

  /** The number in words, with the names of the baskets. */
  public String words(UnaryOperator<String> names) {
    return words(Words.ENGLISH, names);
  }

  /** The same in another language. */
  String words(Words words, UnaryOperator<String> names) {
    return words.text("headline.of", names.apply(basket), number(words, names));
  }

  /** Which number of its basket it is, in words. */
  String number(Words words, UnaryOperator<String> names) {
    return switch (measure) {
      case HeadlineMeasure.CAP -> words.text("headline.cap");
      case HeadlineMeasure.PE -> words.text("headline.pe-on", basis);
      case HeadlineMeasure.CHANGE -> words.text("headline.change-like-for-like-since", since);
      case HeadlineMeasure.INCREMENTAL -> words.text("headline.incremental-pe-since", since);
      case HeadlineMeasure.RATIO -> words.text("headline.cap-as-a-part-of", names.apply(against));
      case HeadlineMeasure.PREMIUM -> words.text("headline.pe-premium-over", names.apply(against));
      default -> throw new IllegalStateException("no measure " + measure);
    };
  }
}
