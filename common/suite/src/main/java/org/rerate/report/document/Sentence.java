package org.rerate.report.document;

import java.util.ArrayList;
import java.util.List;

/**
 * A sentence, some parts of which are figures.
 *
 * @param parts {@code String} or {@link QuotedNumber}, in order
 */
public record Sentence(List<Object> parts) {

  /** A sentence of these texts and figures. */
  public static Sentence of(Object... parts) {
    List<Object> checked = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof Sentence phrase) {
        checked.addAll(phrase.parts());
      } else if (part instanceof QuotedNumber || part instanceof String) {
        checked.add(part);
      } else {
        throw new IllegalArgumentException("no part of a sentence: " + part);
      }
    }
    return new Sentence(List.copyOf(checked));
  }

  /** The figures in it. */
  public List<QuotedNumber> figures() {
    return parts.stream()
        .filter(QuotedNumber.class::isInstance)
        .map(QuotedNumber.class::cast)
        .toList();
  }

  /** The sentence as plain text. */
  public String text(Words words) {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      text.append(part instanceof QuotedNumber figure ? figure.text(words) : part);
    }
    return text.toString();
  }
}
