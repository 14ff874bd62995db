package org.rerate.report.document;

/**
 * A number in a sentence, with all that a reader may ask about it.
 *
 * @param id its place among the explanations
 * @param name what it is
 * @param unit what it is counted in
 * @param value the number; null if missing
 * @param status OK, or why it is missing
 * @param doubt why the number is not meaningful, in words; empty if it is
 * @param meaning how it is defined
 * @param source where it comes from
 */
public record QuotedNumber(
    String id,
    String name,
    Unit unit,
    Double value,
    String status,
    String doubt,
    String meaning,
    Provenance source) {

  /** A number that is what its name promises, or is missing. */
  public QuotedNumber(
      String id,
      String name,
      Unit unit,
      Double value,
      String status,
      String meaning,
      Provenance source) {
    this(id, name, unit, value, status, "", meaning, source);
  }

  /** The same number, which is not meaningful because of {@code why}; empty if it is. */
  public QuotedNumber doubted(String why) {
    return new QuotedNumber(id, name, unit, value, status, why, meaning, source);
  }

  /** The same number under another name. */
  public QuotedNumber named(String other) {
    return new QuotedNumber(id, other, unit, value, status, doubt, meaning, source);
  }

  /** The number as a sentence writes it, with a mark if it is not meaningful. */
  public String text(Words words) {
    return words.brief(unit, value) + (doubt.isEmpty() ? "" : words.pattern("mark"));
  }
}
