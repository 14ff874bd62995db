package org.rerate.jobs.mcp;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.rerate.report.document.Absence;
import org.rerate.table.ColumnSpec;
import org.rerate.table.TableSpec;

/** What a tool answers, before it is written as JSON and as text. Not thread-safe. */
final class ToolAnswer {

  private final String heading;
  private final List<Map<String, Object>> rows;
  private final Set<String> baskets = new LinkedHashSet<>();
  private final List<TableSpec> tables = new ArrayList<>();
  private final List<String> runs = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private List<ColumnSpec> shown = List.of();
  private Map<String, Object> coverage;
  private Map<String, Object> details;
  private String text;
  private LocalDate valued;
  private boolean isCut;
  private boolean isOfAnyVariant;
  private Map<String, Object> headline;

  ToolAnswer(String heading, List<Map<String, Object>> rows) {
    this.heading = heading;
    this.rows = rows;
    this.headline = rows.isEmpty() ? Map.of() : rows.get(0);
  }

  /** The row that matters most, whose status is that of the answer; the first without this call. */
  ToolAnswer headline(Map<String, Object> row) {
    headline = row;
    return this;
  }

  /** The columns that the text shows, in order; all of the rows, as they are, without this call. */
  ToolAnswer shown(List<ColumnSpec> columns) {
    shown = columns;
    return this;
  }

  /** A text in place of the rows. */
  ToolAnswer text(String instead) {
    text = instead;
    return this;
  }

  /** There are more rows. */
  ToolAnswer cut(boolean isMore) {
    isCut = isMore;
    return this;
  }

  /**
   * Rows of tables hold results of every methodology and knowledge: none is told for the answer,
   * and no row is its headline.
   */
  ToolAnswer ofAnyVariant() {
    isOfAnyVariant = true;
    headline = Map.of();
    return this;
  }

  /** The baskets whose notices must be told. */
  ToolAnswer ofBaskets(String... ids) {
    baskets.addAll(List.of(ids));
    return this;
  }

  /** The tables that the numbers were read from, or computed of. */
  ToolAnswer from(List<TableSpec> read) {
    tables.addAll(read);
    return this;
  }

  /** The runs that stored the numbers; none if they were computed now. */
  ToolAnswer storedBy(List<String> runIds) {
    runs.addAll(runIds);
    return this;
  }

  /** The day of the numbers. */
  ToolAnswer valuedOn(LocalDate day) {
    valued = day;
    return this;
  }

  ToolAnswer remark(List<String> sentences) {
    remarks.addAll(sentences);
    return this;
  }

  /** What does not fit rows. */
  ToolAnswer details(Map<String, Object> more) {
    details = more;
    return this;
  }

  /** Over how many members the headline is, by the names of its columns; share of their cap. */
  ToolAnswer covers(String members, String capped, String matched, String share) {
    return covers(
        headline.get(members), headline.get(capped), headline.get(matched), headline.get(share));
  }

  /** The same of numbers at hand; null for one that is not known. */
  ToolAnswer covers(Object members, Object capped, Object matched, Object share) {
    coverage = new LinkedHashMap<>();
    coverage.put("members", members);
    coverage.put("members_with_cap", capped);
    coverage.put("members_with_cap_and_earnings", matched);
    coverage.put("share_of_cap", share);
    return this;
  }

  String heading() {
    return heading;
  }

  List<Map<String, Object>> rows() {
    return rows;
  }

  List<ColumnSpec> shown() {
    return shown;
  }

  Set<String> baskets() {
    return baskets;
  }

  List<TableSpec> tables() {
    return tables;
  }

  List<String> runs() {
    return runs;
  }

  List<String> remarks() {
    return remarks;
  }

  Map<String, Object> coverage() {
    return coverage;
  }

  /** Null for the rows. */
  String text() {
    return text;
  }

  LocalDate valued() {
    return valued;
  }

  boolean isCut() {
    return isCut;
  }

  boolean isOfAnyVariant() {
    return isOfAnyVariant;
  }

  /** Each status of the rows but OK, in words. */
  Map<String, String> causes() {
    Map<String, String> causes = new TreeMap<>();
    for (Map<String, Object> row : rows) {
      row.forEach(
          (column, value) -> {
            if (column.contains("status") && value instanceof String word && !word.equals("OK")) {
              causes.put(word, Absence.reason(word));
            }
          });
    }
    return causes;
  }

  /** The answer as JSON has it. */
  Map<String, Object> structured(Map<String, Object> provenance) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("rows", rows);
    content.put("row_count", rows.size());
    content.put("is_cut", isCut);
    content.put("status", headline.get("status"));
    content.put("causes", causes());
    content.put("coverage", coverage);
    content.put("remarks", remarks);
    content.put("details", details);
    content.put("provenance", provenance);
    return content;
  }
}
