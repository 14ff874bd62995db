package org.rerate.jobs.diff;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.rerate.explain.RestatementExplanation;
import org.rerate.explain.RestatementExplanation.Effect;
import org.rerate.explain.RestatementExplanation.Figures;
import org.rerate.explain.RestatementExplanation.MemberEffect;
import org.rerate.jobs.command.TextTable;
import org.rerate.report.document.Unit;
import org.rerate.valuation.RestatedRow;

/** A restatement for people. */
public final class DiffText {

  private final PrintStream out;
  private final RestatementExplanation restated;
  private final int most;

  /**
   * A restatement to print.
   *
   * @param most members and rows shown per input
   */
  public DiffText(PrintStream out, RestatementExplanation restated, int most) {
    this.out = out;
    this.restated = restated;
    this.most = most;
  }

  /** Prints it. */
  public void print() {
    out.printf(
        "%s %s on %s, %s, members %s, methodology %s, knowledge %s%n",
        restated.basketId(),
        restated.subsector(),
        restated.valuationDate(),
        restated.basis(),
        restated.membership(),
        restated.methodology(),
        restated.knowledge());
    out.printf(
        "Rows recorded by %s (published), and by %s (now)%n%n",
        restated.recordedFrom(), restated.recordedTo());
    effects();
    long missing = restated.effects().stream().filter(e -> e.figures().pe() == null).count();
    if (missing > 0) {
      out.printf(
          "%n  Where a P/E is missing on one side of an exchange, so is the effect; the status says"
              + " why.%n");
    }
    restated.effects().stream()
        .filter(effect -> effect.rowCount() > 0 || !effect.members().isEmpty())
        .forEach(this::behind);
  }

  private void effects() {
    TextTable table = new TextTable("  ", "lrrrrl");
    table.row("", "rows", "cap", "earnings", "P/E", "status");
    row(table, "published", "", restated.published(), false);
    for (Effect effect : restated.effects()) {
      row(table, effect.input().toString(), effect.rowCount(), effect.figures(), true);
    }
    row(table, "now", "", restated.now(), false);
    table.print(out);
  }

  private static void row(
      TextTable table, String name, Object count, Figures figures, boolean isChange) {
    table.row(
        name,
        count,
        money(figures.capUsd(), isChange),
        money(figures.earningsUsd(), isChange),
        multiple(figures.pe(), isChange),
        figures.status());
  }

  private static String money(Double usd, boolean isChange) {
    boolean isNothing = isChange && usd != null && usd == 0;
    return isNothing ? "0" : (isChange ? Unit.USD_CHANGE : Unit.USD).display(usd);
  }

  private static String multiple(Double pe, boolean isChange) {
    if (pe == null) {
      return Unit.MISSING;
    }
    return isChange && pe == 0
        ? "0"
        : String.format(Locale.ROOT, isChange ? "%+,.2fx" : "%,.2fx", pe);
  }

  private void behind(Effect effect) {
    out.printf("%n%s%n", effect.input());
    TextTable members = new TextTable("  ", "lrrr");
    List<MemberEffect> moved = effect.members();
    moved.stream()
        .limit(most)
        .forEach(
            member ->
                members.row(
                    "through " + member.issuerId() + " alone",
                    money(member.figures().capUsd(), true),
                    money(member.figures().earningsUsd(), true),
                    multiple(member.figures().pe(), true)));
    members.print(out);
    more(moved.size(), "members");
    TextTable rows = new TextTable("  ", "lllll");
    effect.rows().stream().limit(most).forEach(row -> row(rows, row));
    rows.print(out);
    more(effect.rowCount(), "rows");
  }

  private void more(int count, String what) {
    if (count > most) {
      out.printf("  and %,d more %s (--rows, or --format csv)%n", count - most, what);
    }
  }

  private static void row(TextTable rows, RestatedRow row) {
    rows.row(
        row.id(),
        row.date(),
        row.text(),
        fileName(row.file()) + ":" + row.line(),
        "run " + row.runId() + ", known " + (row.knownAt() == null ? "since ever" : row.knownAt()));
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
