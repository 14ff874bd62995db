package org.rerate.jobs.report;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rerate.action.Rerate;
import org.rerate.domain.RerateException;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.report.BriefReport;
import org.rerate.report.ReportBuilder;
import org.rerate.report.ReportSpec;
import org.rerate.report.document.Document;
import org.rerate.report.document.Language;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rerate report NAME}: one HTML page, its numbers as CSV and as a workbook. */
@Command(
    name = "report",
    description = {
      "Writes a report as one HTML page, which works offline, and its numbers as CSV.",
      "",
      "A report is a file in the folder reports of a configuration folder. Missing results are computed",
      "and stored first: valuations with the members of the end date, changes, re-rating, comparisons,",
      "rolling statistics and measures. The command prints the path of the page."
    },
    footer = {
      "",
      "Examples:",
      "  rerate report us-vs-china",
      "  rerate report us-vs-china --on 2025-12-31 --since 'Jul 2024=2024-07-01' --out /tmp/note",
      "  rerate report us-vs-china --brief --language zh",
      "  rerate report us-vs-china --xlsx us-vs-china.xlsx"
    })
public final class ReportCommand extends RerateCommand {

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "A file of reports/ in a configuration folder.")
  String name;

  @Option(
      names = "--on",
      paramLabel = "D",
      description = "The day of the report, for both baskets (default: as the file says).")
  LocalDate on;

  @Option(
      names = "--since",
      paramLabel = "name=D",
      arity = "1..*",
      description = "Base dates for both baskets (default: as the file says).")
  List<String> since = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the page and its CSV files (default: ./reports).")
  Path folder = Path.of("reports");

  @Option(
      names = "--brief",
      description = "Write a page of two printed sides, NAME-DATE-brief.html, instead.")
  boolean brief;

  @Option(
      names = "--language",
      paramLabel = "en|zh",
      description = "Language of the page and the workbook: English (default) or Chinese.")
  String language = Language.EN.code();

  @Option(
      names = "--xlsx",
      paramLabel = "FILE",
      description = "Also write all tables of the page as a workbook (.xlsx).")
  Path workbook;

  @Option(names = "--open", description = "Open the page in the browser.")
  boolean open;

  @Override
  public Integer call() {
    ReportSpec spec = ReportSpec.read(conf(), name);
    Language written = language();
    if (!since.isEmpty()) {
      spec = spec.since(bases());
    }
    if (on != null) {
      spec = spec.on(on);
    }
    ReportFiles files = new ReportFiles(folder);
    if (workbook != null) {
      files = files.withWorkbook(workbook);
    }
    files.prepared();
    Rerate rerate = rerate();
    Document report = new ReportBuilder(rerate.report().measure(spec, false).in(written)).build();
    files.write(brief ? BriefReport.of(report) : report);
    out().println(files.page());
    progress().accept("Its numbers as CSV are in " + files.numbers());
    if (workbook != null) {
      progress().accept("Its tables as a workbook are in " + workbook.toAbsolutePath().normalize());
    }
    if (open) {
      Browser.ofDesktop(progress()).open(files.page());
    }
    return 0;
  }

  private Language language() {
    return Language.of(language)
        .orElseThrow(
            () ->
                RerateException.usage(
                    "--language '" + language + "' is no language of reports",
                    "Reports are written in "
                        + Arrays.stream(Language.values())
                            .map(Language::code)
                            .collect(Collectors.joining(" and "))));
  }

  private Map<String, LocalDate> bases() {
    Map<String, LocalDate> bases = new LinkedHashMap<>();
    for (String base : since) {
      int equals = base.lastIndexOf('=');
      if (equals < 1) {
        throw wrong(base, null);
      }
      try {
        bases.put(base.substring(0, equals).trim(), LocalDate.parse(base.substring(equals + 1)));
      } catch (DateTimeParseException e) {
        throw wrong(base, e);
      }
    }
    return bases;
  }

  private static RerateException wrong(String base, Exception cause) {
    return new RerateException(
        RerateException.Exit.USAGE,
        "--since '" + base + "' is no named date. Write it as 'Jul 2024=2024-07-01'",
        cause);
  }
}
