package org.rerate.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rerate.report.document.Chart;
import org.rerate.report.document.Document;
import org.rerate.report.document.DocumentPart;
import org.rerate.report.document.Section;
import org.rerate.report.document.Table;

/**
 * A report on two sides of paper: head, headline and caveats, and of the sections only the parts
 * that a reader with one minute asks for. The parts are those of the full report, unchanged; what
 * is said above them is kept where a number needs it.
 */
public final class BriefReport {

  private static final String INCREMENTAL = "incremental";

  /** Of which sections which parts, by the ids of their tables. */
  private static final Map<String, Set<String>> KEPT = new LinkedHashMap<>();

  static {
    KEPT.put("cap", Set.of("cap-index-1"));
    KEPT.put("subsectors", Set.of("subsectors"));
    KEPT.put(INCREMENTAL, Set.of("incremental-pe"));
    KEPT.put("drivers", Set.of(ContributorsTable.ID));
    KEPT.put("method", Set.of("coverage"));
  }

  private BriefReport() {}

  /** The brief version of {@code full}, under a name of its own. */
  public static Document of(Document full) {
    List<Section> sections = new ArrayList<>();
    KEPT.forEach(
        (id, parts) ->
            full.sections().stream()
                .filter(section -> section.id().equals(id))
                .map(section -> kept(section, parts))
                .filter(section -> !section.blocks().isEmpty())
                .forEach(sections::add));
    return new Document(
        full.words(),
        full.name() + "-brief",
        full.title(),
        full.subtitle(),
        full.imprint(),
        full.headline(),
        List.of(),
        sections);
  }

  private static Section kept(Section section, Set<String> parts) {
    return new Section(
        section.id(),
        section.title(),
        section.id().equals(INCREMENTAL) ? section.lead() : List.of(),
        section.blocks().stream().filter(part -> parts.contains(id(part))).toList());
  }

  private static String id(DocumentPart part) {
    return part instanceof Chart chart
        ? chart.data().id()
        : part instanceof Table table ? table.id() : "";
  }
}
