package org.rerate.jobs.mcp;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.rerate.jobs.command.TextTable;
import org.rerate.report.document.Unit;
import org.rerate.table.ColumnSpec;

/** An answer as people read it; numbers are rounded, the structured content has them in full. */
final class AnswerText {

  /** Rows that the text shows; a reader of more takes the structured content. */
  private static final int MOST_ROWS = 400;

  private AnswerText() {}

  static String of(ToolAnswer answer, Map<String, Object> provenance) {
    return printed(
        out -> {
          out.println(answer.heading());
          out.println();
          if (answer.text() == null) {
            table(answer, out);
          } else {
            out.print(answer.text());
          }
          notes(answer, out);
          origin(provenance, out);
        });
  }

  /** What is printed to a stream. */
  static String printed(Consumer<PrintStream> printing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      printing.accept(out);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void table(ToolAnswer answer, PrintStream out) {
    if (answer.rows().isEmpty()) {
      out.println("No rows.");
      return;
    }
    List<ColumnSpec> columns = answer.shown();
    List<String> names =
        columns.isEmpty()
            ? List.copyOf(answer.rows().get(0).keySet())
            : columns.stream().map(ColumnSpec::name).toList();
    Map<String, Object> first = answer.rows().get(0);
    TextTable table =
        new TextTable(
            "",
            names.stream()
                .map(name -> first.get(name) instanceof Number ? "r" : "l")
                .collect(Collectors.joining()));
    table.row(names.toArray());
    for (Map<String, Object> row :
        answer.rows().subList(0, Math.min(MOST_ROWS, answer.rows().size()))) {
      Object[] cells = new Object[names.size()];
      for (int i = 0; i < cells.length; i++) {
        Object value = row.get(names.get(i));
        cells[i] = columns.isEmpty() ? value : display(columns.get(i), value);
      }
      table.row(cells);
    }
    table.print(out);
    if (answer.rows().size() > MOST_ROWS) {
      out.println("and " + (answer.rows().size() - MOST_ROWS) + " more in the structured content");
    }
    if (answer.isCut()) {
      out.println("There are more rows. Aggregate, or raise max_rows");
    }
  }

  private static String display(ColumnSpec column, Object value) {
    if (!(value instanceof Number)) {
      return value == null ? Unit.MISSING : value.toString();
    }
    boolean isChange = column.name().matches(".*(change|premium|rerating|_pct).*");
    return switch (column.unit()) {
      case "USD" -> (isChange ? Unit.USD_CHANGE : Unit.USD).display(value);
      case "x" -> Unit.MULTIPLE.display(value);
      case "fraction" -> (isChange ? Unit.CHANGE : Unit.FRACTION).display(value);
      default -> value.toString();
    };
  }

  private static void notes(ToolAnswer answer, PrintStream out) {
    out.println();
    Map<String, Object> coverage = answer.coverage();
    if (coverage != null) {
      Object share = coverage.get("share_of_cap");
      Object matched = coverage.get("members_with_cap_and_earnings");
      out.println(
          "Coverage: "
              + coverage.get("members_with_cap")
              + " of "
              + coverage.get("members")
              + " members have a cap"
              + (matched == null ? "" : ", " + matched + " cap and earnings")
              + (share == null ? "" : ", " + Unit.FRACTION.display(share) + " of the cap")
              + ".");
    }
    answer.causes().forEach((status, cause) -> out.println(status + ": " + cause + "."));
    answer.remarks().forEach(out::println);
  }

  private static void origin(Map<String, Object> provenance, PrintStream out) {
    if (provenance.get("methodology") == null) {
      out.println(
          "Tables hold the results of every methodology, knowledge and recorded_by: the rows say"
              + " which. Table functions answer from those of this server.");
    } else {
      variant(provenance, out);
    }
    if (provenance.get("notices") instanceof List<?> notices) {
      notices.forEach(out::println);
    }
  }

  private static void variant(Map<String, Object> provenance, PrintStream out) {
    out.println(
        "Methodology "
            + provenance.get("methodology")
            + ", knowledge "
            + provenance.get("knowledge")
            + (provenance.get("recorded_by") == null
                ? ""
                : ", recorded by " + provenance.get("recorded_by"))
            + (provenance.get("stored_by_runs") instanceof List<?> runs && !runs.isEmpty()
                ? ", stored by "
                    + runs.stream().map(Object::toString).collect(Collectors.joining(", "))
                : "")
            + ".");
  }
}
