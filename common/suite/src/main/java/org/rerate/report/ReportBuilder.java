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
        rows.words(),
        spec.name() + "-" + spec.comparedOn(),
        rows.words()
            .text("reportbuilder.against", rows.name(spec.basketA()), rows.name(spec.basketB())),
        subtitle(spec),
        new Imprint(rows.masthead().notice(), origin(spec), variant(), narrative.caveats()),
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
    if (!rows.masthead().source().isEmpty()) {
      origin.add(new Origin(rows.words().text("reportbuilder.source"), rows.masthead().source()));
    }
    for (String basket : List.of(spec.basketA(), spec.basketB())) {
      rows.of(Part.BASKETS)
          .where("basket_id", basket)
          .first()
          .map(row -> Answer.text(row, "description"))
          .map(text -> rows.masthead().descriptions().getOrDefault(basket, text))
          .filter(description -> !description.isBlank())
          .ifPresent(description -> origin.add(new Origin(rows.name(basket), description)));
    }
    if (!rows.masthead().author().isEmpty()) {
      origin.add(new Origin(rows.words().text("reportbuilder.author"), rows.masthead().author()));
    }
    lastRun()
        .map(
            run ->
                rows.words()
                    .text("reportbuilder.utc", CALCULATED.format(finished(run).toInstant())))
        .ifPresent(at -> origin.add(new Origin(rows.words().text("reportbuilder.calculated"), at)));
    return origin;
  }

  private List<Origin> variant() {
    List<Origin> variant = new ArrayList<>();
    variant.add(
        new Origin(rows.words().text("reportbuilder.methodology"), rows.methodology().name()));
    variant.add(
        new Origin(
            rows.words().text("reportbuilder.knowledge"), rows.asOf().knowledge().toString()));
    if (rows.asOf().recordedBy() != null) {
      variant.add(
          new Origin(
              rows.words().text("reportbuilder.recorded-by"), rows.asOf().recordedBy().toString()));
    }
    lastRun()
        .ifPresent(
            run ->
                variant.add(
                    new Origin(rows.words().text("common.run"), Answer.text(run, "run_id"))));
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
      ends.add(rows.words().text("reportbuilder.on", rows.name(basket), spec.span(basket).end()));
    }
    return rows.words()
        .text(
            "reportbuilder.methodology-knowledge",
            String.join(rows.words().pattern("list.comma"), ends),
            Wording.earnings(rows.words(), spec.basis()),
            rows.methodology().name(),
            rows.asOf().knowledge(),
            (rows.asOf().recordedBy() == null
                ? ""
                : rows.words().text("reportbuilder.recorded-by-2", rows.asOf().recordedBy())));
  }
}
