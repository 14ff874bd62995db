package org.rerate.report;

import java.util.ArrayList;
import java.util.List;
import org.rerate.report.document.Document;
import org.rerate.report.document.Phrase;
import org.rerate.report.document.Section;

/** Puts the sections of a report together. */
public final class ReportBuilder {

  private final ReportRows rows;

  /** A report of these rows. */
  public ReportBuilder(ReportRows rows) {
    this.rows = rows;
  }

  /** The report. */
  public Document build() {
    ReportSpec spec = rows.spec();
    Note note = new ReportNote(rows).read();
    Story story = new Story(rows, note);
    List<Phrase> summary = new ArrayList<>(story.summary());
    List<Section> sections = new ArrayList<>();
    sections.add(new CapSection(rows).section());
    sections.add(new ForwardSection(rows).section());
    sections.add(new IncrementalSection(rows, note).section());
    sections.add(new EffectsSection(rows).section());
    sections.add(new DriversSection(rows, note).section());
    sections.add(new SubsectorsSection(rows, note).section());
    sections.add(new RatioSection(rows, note).section());
    sections.add(new MembersSection(rows).section());
    sections.add(new GrowthSection(rows).section());
    sections.add(new ModelsSection(rows).section());
    sections.add(new FlowsSection(rows).section());
    sections.add(new MethodSection(rows, note).section());
    return new Document(
        spec.name() + "-" + spec.comparedOn(),
        rows.name(spec.basketA()) + " against " + rows.name(spec.basketB()),
        subtitle(spec),
        story.headline(),
        summary,
        sections);
  }

  private String subtitle(ReportSpec spec) {
    List<String> ends = new ArrayList<>();
    for (String basket : List.of(spec.basketA(), spec.basketB())) {
      ends.add(rows.name(basket) + " on " + spec.span(basket).end());
    }
    return String.join(", ", ends)
        + "; earnings of "
        + spec.basis()
        + "; methodology "
        + rows.methodology().name()
        + ", knowledge "
        + rows.cut().knowledge()
        + (rows.cut().recordedBy() == null ? "" : ", recorded by " + rows.cut().recordedBy());
  }
}
