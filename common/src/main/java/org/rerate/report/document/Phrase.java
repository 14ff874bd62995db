package org.rerate.report.document;

import java.util.ArrayList;
import java.util.List;

/**
 * A sentence, some parts of which are figures.
 *
 * @param parts {@code String} or {@link Figure}, in order
 */
public record Phrase(List<Object> parts) {

  /** A sentence of these texts and figures. */
  public static Phrase of(Object... parts) {
    List<Object> checked = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof Phrase phrase) {
        checked.addAll(phrase.parts());
      } else if (part instanceof Figure || part instanceof String) {
        checked.add(part);
      } else {
        throw new IllegalArgumentException("no part of a sentence: " + part);
      }
    }
    return new Phrase(List.copyOf(checked));
  }

  /** The figures in it. */
  public List<Figure> figures() {
    return parts.stream().filter(Figure.class::isInstance).map(Figure.class::cast).toList();
  }

  /** The sentence as plain text. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      text.append(part instanceof Figure figure ? figure.text() : part);
    }
    return text.toString();
  }
}
