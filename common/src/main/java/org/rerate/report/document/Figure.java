package org.rerate.report.document;

/**
 * A number in a sentence, with all that a reader may ask about it.
 *
 * @param id its place among the explanations
 * @param name what it is
 * @param unit what it is counted in
 * @param value the number; null if missing
 * @param status OK, or why it is missing
 * @param meaning how it is defined
 * @param source where it comes from
 */
public record Figure(
    String id, String name, Unit unit, Double value, String status, String meaning, Source source) {

  /** The number as a sentence writes it. */
  public String text() {
    return unit.brief(value);
  }
}
