package org.rerate.report;

import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Document;
import org.rerate.report.document.Imprint;
import org.rerate.report.document.Origin;
import org.rerate.report.document.Section;
import org.rerate.report.document.Sentence;

/** Puts the sections of a report together. */
public final class ReportBuilder {

  private static final DateTimeFormatter CALCULATED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private final ReportRows rows;

  /** A report of these rows. */
  public ReportBuilder(ReportRows rows) {
    this.rows = rows;
  }

  /** The report. */
  public Document build() {
    ReportSpec spec = rows.spec();
    ReportData note = new ReportNote(rows).read();
    Narrative narrative = new Narrative(rows, note);
    List<Sentence> summary = new ArrayList<>(narrative.summary());
    List<Section> sections = new ArrayList<>();
    if (rows.bridge() != null) {
      sections.add(new BridgeSection(rows, note).section());
    }
    sections.add(new CapSection(rows).section());
    sections.add(new ForwardSection(rows).section());
    sections.add(new IncrementalSection(rows, note).section());
    sections.add(new EffectsSection(rows).section());
    sections.add(new DriversSection(rows, note).section());
    sections.add(new SubsectorsSection(rows, note).section());
    new MultiplesSection(rows).section().ifPresent(sections::add);
    sections.add(new RatioSection(rows, note).section());
    sections.add(new MembersSection(rows).section());
    sections.add(new GrowthSection(rows).section());
    if (isThere(Part.MODELS, !spec.details().benchmark().isEmpty())) {
      sections.add(new ModelsSection(rows).section());
    }
    if (isThere(Part.FLOWS, !spec.details().channels().isEmpty())) {
      sections.add(new FlowsSection(rows).section());
    }
    new DoubtsSection(rows).section().ifPresent(sections::add);
    sections.add(new MethodSection(rows, note).section());
    return new Document(
        spec.name() + "-" + spec.comparedOn(),
        rows.name(spec.basketA()) + " against " + rows.name(spec.basketB()),
        subtitle(spec),
        new Imprint(spec.masthead().notice(), origin(spec), variant(), narrative.caveats()),
        narrative.headline(),
        summary,
        sections);
  }

  /** A section that has nothing to show is left out, unless the report asks for it. */
  private boolean isThere(Part part, boolean asked) {
    return asked || !rows.of(part).rows().isEmpty();
  }

  /** Where the data come from, as report and feed say it, and when the page was calculated. */
  private List<Origin> origin(ReportSpec spec) {
    List<Origin> origin = new ArrayList<>();
    if (!spec.masthead().source().isEmpty()) {
      origin.add(new Origin("Source", spec.masthead().source()));
    }
    for (String basket : List.of(spec.basketA(), spec.basketB())) {
      rows.of(Part.BASKETS)
          .where("basket_id", basket)
          .first()
          .map(row -> Answer.text(row, "description"))
          .filter(description -> !description.isBlank())
          .ifPresent(description -> origin.add(new Origin(rows.name(basket), description)));
    }
    if (!spec.masthead().author().isEmpty()) {
      origin.add(new Origin("Author", spec.masthead().author()));
    }
    lastRun()
        .map(run -> CALCULATED.format(finished(run).toInstant()) + " UTC")
        .ifPresent(at -> origin.add(new Origin("Calculated", at)));
    return origin;
  }

  private List<Origin> variant() {
    List<Origin> variant = new ArrayList<>();
    variant.add(new Origin("Methodology", rows.methodology().name()));
    variant.add(new Origin("Knowledge", rows.asOf().knowledge().toString()));
    if (rows.asOf().recordedBy() != null) {
      variant.add(new Origin("Recorded by", rows.asOf().recordedBy().toString()));
    }
    lastRun().ifPresent(run -> variant.add(new Origin("Run", Answer.text(run, "run_id"))));
    return variant;
  }

  /** The run that computed the newest numbers of the report. */
  private Optional<Row> lastRun() {
    return rows.of(Part.RUNS).rows().stream()
        .filter(row -> finished(row) != null && !Answer.text(row, "command").equals("ingest"))
        .max(Comparator.comparing(ReportBuilder::finished));
  }

  private static Timestamp finished(Row run) {
    return run.getAs("finished_at");
  }

  private String subtitle(ReportSpec spec) {
    List<String> ends = new ArrayList<>();
    for (String basket : List.of(spec.basketA(), spec.basketB())) {
      ends.add(rows.name(basket) + " on " + spec.span(basket).end());
    }
    return String.join(", ", ends)
        + "; "
        + Wording.earnings(spec.basis())
        + "; methodology "
        + rows.methodology().name()
        + ", knowledge "
        + rows.asOf().knowledge()
        + (rows.asOf().recordedBy() == null ? "" : ", recorded by " + rows.asOf().recordedBy());
  }
}
