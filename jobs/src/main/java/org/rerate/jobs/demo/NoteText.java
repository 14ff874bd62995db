package org.rerate.jobs.demo;

import static org.rerate.jobs.demo.ReadableNumbers.change;
import static org.rerate.jobs.demo.ReadableNumbers.money;
import static org.rerate.jobs.demo.ReadableNumbers.multiple;
import static org.rerate.jobs.demo.ReadableNumbers.percent;
import static org.rerate.jobs.demo.ReadableNumbers.signed;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.rerate.report.ChangeRemarks;
import org.rerate.report.ReportData;
import org.rerate.report.ReportData.BasketPart;
import org.rerate.report.ReportData.Driver;
import org.rerate.report.ReportData.SpanPart;
import org.rerate.report.ReportData.SubsectorPart;
import org.rerate.report.ReportData.SubsectorValue;

/** The note for a person in a terminal. */
final class NoteText {

  private static final int LARGEST = 2;

  private final PrintStream out;
  private final ReportData note;

  NoteText(PrintStream out, ReportData note) {
    this.out = out;
    this.note = note;
  }

  /** Prints the note; {@code more} prints what else there is before the last words. */
  void print(String warehouse, Path page, Runnable more) {
    BasketPart a = part(note.spec().basketA());
    BasketPart b = part(note.spec().basketB());
    out.println();
    out.println(a.name() + " against " + b.name());
    String notice = note.spec().masthead().notice();
    if (!notice.isEmpty()) {
      out.println(notice);
    }
    basket(b);
    basket(a);
    subsectors(a, b);
    whole(a, b);
    more.run();
    heading("Report");
    out.println("  The page with charts: " + page);
    where(warehouse);
    out.flush();
  }

  private BasketPart part(String basket) {
    return note.baskets().stream().filter(p -> p.basket().equals(basket)).findFirst().orElseThrow();
  }

  private void basket(BasketPart part) {
    String basis = note.spec().basis().toString();
    heading(
        part.name()
            + " on "
            + part.end()
            + ": "
            + part.members()
            + " members as of that day; history uses this membership (backcast)");
    out.printf(
        "  cap %s of %s   P/E %s %s   %s %s   median %s   coverage %s%s%n%n",
        money(part.capUsd()),
        ChangeRemarks.ofMembers(part.capped(), part.members()),
        basis,
        multiple(part.pe()),
        note.spec().without(),
        multiple(part.peWithout()),
        multiple(part.peMedian()),
        percent(part.coverage()),
        part.status().equals("OK") ? "" : "   " + part.status());
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "since",
            "",
            "cap",
            "",
            "of matched",
            "coverage",
            "P/E then",
            "now",
            "dE",
            "dE/E0",
            "incremental P/E",
            "at constant rates"));
    for (SpanPart span : part.spans()) {
      rows.add(
          List.of(
              span.name(),
              span.from().toString(),
              change(span.change()),
              signed(span.changePct()),
              change(span.matchedChange()),
              percent(span.matchedCoverage()),
              multiple(span.peFrom()),
              multiple(span.peTo()),
              change(span.earningsChange()),
              signed(span.earningsChangePct()),
              orStatus(span.incrementalPe(), span.status()),
              orStatus(span.incrementalPeConstantRates(), span.statusConstantRates())));
    }
    table(rows, 2);
    for (SpanPart span : part.spans()) {
      span.remarks().forEach(remark -> out.println("  since " + span.name() + ": " + remark));
    }
    for (SpanPart span : part.spans()) {
      out.println();
      out.println(
          "  since "
              + span.name()
              + ", own change (share of the basket's): "
              + drivers(span.drivers()));
      out.println("  largest rises: " + largest(span.drivers()));
      entries(span);
    }
  }

  private static String orStatus(Double multiple, String status) {
    return multiple == null && status != null ? status : multiple(multiple);
  }

  private void entries(SpanPart span) {
    if (isSome(span.entries()) || isSome(span.exits())) {
      out.println(
          "  besides: listed since then "
              + money(span.entries())
              + ", gone since then "
              + money(span.exits()));
    }
  }

  private static boolean isSome(Double usd) {
    return usd != null && usd != 0;
  }

  private static String drivers(List<Driver> drivers) {
    return drivers.stream()
        .map(
            d ->
                d.subsector()
                    + " "
                    + signed(d.changePct())
                    + " ("
                    + percent(d.shareOfChange())
                    + ")")
        .collect(Collectors.joining(", "));
  }

  private static String largest(List<Driver> drivers) {
    return drivers.stream()
        .limit(LARGEST)
        .map(d -> d.subsector() + " " + signed(d.changePct()))
        .collect(Collectors.joining(", "));
  }

  private void subsectors(BasketPart a, BasketPart b) {
    heading("Sub-sectors, each basket on its own date; premium on " + note.spec().comparedOn());
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "sub-sector",
            "share " + b.basket(),
            "share " + a.basket(),
            "P/E " + b.basket(),
            "P/E " + a.basket(),
            "premium of " + a.basket(),
            "without losses",
            ""));
    for (SubsectorPart group : note.compared()) {
      if (group.group().equals("ALL") || group.group().equals(note.spec().without())) {
        continue;
      }
      SubsectorValue ofA = value(a, group.group());
      SubsectorValue ofB = value(b, group.group());
      rows.add(
          List.of(
              group.group(),
              percent(ofB.share()),
              percent(ofA.share()),
              multiple(ofB.pe()),
              multiple(ofA.pe()),
              group.premium() == null ? group.status() : premium(group.premium()),
              signed(group.premiumExLosses()),
              group.isMadeByLosses() ? "made by losses" : ""));
    }
    table(rows, 1);
  }

  private static SubsectorValue value(BasketPart part, String subsector) {
    return part.subsectors().stream()
        .filter(s -> s.subsector().equals(subsector))
        .findFirst()
        .orElse(new SubsectorValue(subsector, null, null, "NO_COVERAGE"));
  }

  private static String premium(double premium) {
    return signed(premium) + (premium < 0 ? " discount" : " premium");
  }

  private void whole(BasketPart a, BasketPart b) {
    SubsectorPart whole = note.whole();
    heading(a.name() + " as part of " + b.name() + " on " + note.spec().comparedOn());
    out.printf(
        "  cap %s   with %s's unlisted companies %s   with both sides' %s   P/E %s against %s (%s)%n",
        percent(whole.capRatio()),
        a.basket(),
        percent(whole.capRatioPrivateA()),
        percent(whole.capRatioPrivateBoth()),
        multiple(whole.peA()),
        multiple(whole.peB()),
        signed(whole.premium()));
    out.printf(
        "  caps of %s against %s; the premium without members that lose money %s%n",
        ChangeRemarks.ofMembers(whole.cappedA(), whole.membersA()),
        ChangeRemarks.ofMembers(whole.cappedB(), whole.membersB()),
        signed(whole.premiumExLosses()));
  }

  private void where(String warehouse) {
    String basket = note.spec().basketB();
    heading("Tables");
    out.println("  in " + warehouse + "; try");
    out.println();
    out.println(
        "  bin/rerate sql -e \"SELECT valuation_date, pe, coverage FROM valuation.basket_valuations"
            + " WHERE basket_id = '"
            + basket
            + "' AND subsector = 'ALL' AND basis = 'NTM' AND membership = 'point_in_time'"
            + " ORDER BY valuation_date DESC LIMIT 10\"");
    out.println(
        "  bin/rerate sql -e \"SELECT issuer_id, cap_usd, status FROM valuation.issuer_caps WHERE"
            + " valuation_date = '"
            + note.spec().comparedOn()
            + "' ORDER BY cap_usd DESC LIMIT 10\"");
    out.println(
        "  bin/rerate sql -e \"SELECT issuer_id, rerating_usd, earnings_usd, currency_usd FROM"
            + " valuation.rerating_members WHERE basket_id = '"
            + basket
            + "' ORDER BY abs(rerating_usd) DESC LIMIT 10\"");
    out.println();
  }

  private void heading(String text) {
    out.println();
    out.println(text);
    out.println("-".repeat(text.length()));
  }

  /** Rows with aligned columns; the first {@code left} columns are words, the rest numbers. */
  private void table(List<List<String>> rows, int left) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(" ");
      for (int i = 0; i < widths.length; i++) {
        String space = " ".repeat(widths[i] - row.get(i).length());
        line.append(' ').append(i < left ? row.get(i) + space : space + row.get(i)).append(' ');
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
