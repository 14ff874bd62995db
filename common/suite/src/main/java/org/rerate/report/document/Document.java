package org.rerate.report.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A report.
 *
 * @param words the language that it is written in
 * @param name name of its files
 * @param title its title
 * @param subtitle dates and basis
 * @param imprint notice, source and caveats
 * @param headline the one sentence
 * @param summary what a reader with three minutes should know
 * @param sections the rest
 */
public record Document(
    Words words,
    String name,
    String title,
    String subtitle,
    Imprint imprint,
    Sentence headline,
    List<Sentence> summary,
    List<Section> sections) {

  /** Every figure of a sentence, once, in order of appearance. */
  public List<QuotedNumber> figures() {
    Map<String, QuotedNumber> figures = new LinkedHashMap<>();
    List<Sentence> phrases = new ArrayList<>(List.of(headline));
    phrases.addAll(imprint.caveats());
    phrases.addAll(summary);
    sections.forEach(section -> phrases.addAll(section.lead()));
    phrases.forEach(p -> p.figures().forEach(figure -> figures.put(figure.id(), figure)));
    return List.copyOf(figures.values());
  }

  /** Every table, those behind charts too. */
  public List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    for (Section section : sections) {
      for (DocumentPart block : section.blocks()) {
        if (block instanceof Chart chart) {
          tables.add(chart.data());
        } else if (block instanceof Table table) {
          tables.add(table);
        }
      }
    }
    return tables;
  }
}
