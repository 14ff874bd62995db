package org.rerate.feed;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads how one feed column is made: the vendor's column, or an object that says more. */
final class ColumnEntry {

  /** What such an object may say. */
  static final Set<String> KEYS =
      Set.of(
          "from",
          "constant",
          "file_key",
          "optional",
          "missing",
          "lookup",
          "otherwise",
          "replace",
          "upper",
          "append",
          "date_format",
          "plus_days",
          "until",
          "spans",
          "decimal",
          "grouping",
          "factor",
          "minus",
          "divided_by",
          "absolute");

  private ColumnEntry() {}

  static ColumnMapping parse(Entry columns, String name, ConfigValue value, FilePattern files) {
    if (value.valueType() == ConfigValueType.STRING) {
      return ColumnMapping.same((String) value.unwrapped(), false);
    }
    Entry column = Entry.of(columns.at(name), value);
    column.allow(KEYS);
    long sources = List.of("from", "constant", "file_key").stream().filter(column::has).count();
    if (sources != 1) {
      throw new IllegalArgumentException(column.path() + " needs one of from, constant, file_key");
    }
    String fileKey = column.text("file_key", null);
    if (fileKey != null && !files.keys().contains(fileKey)) {
      throw Entry.unknown(column.at("file_key") + " = " + fileKey, Set.copyOf(files.keys()));
    }
    return new ColumnMapping(
        column.text("from", null),
        column.text("constant", null),
        fileKey,
        column.flag("optional"),
        words(column),
        dates(column),
        quantities(column));
  }

  private static ColumnMapping.Words words(Entry column) {
    return new ColumnMapping.Words(
        Set.copyOf(column.list("missing")),
        column.texts("lookup"),
        column.text("otherwise", null),
        column.texts("replace"),
        column.flag("upper"),
        column.text("append", ""));
  }

  private static ColumnMapping.Dates dates(Entry column) {
    String format = column.text("date_format", null);
    if (format != null) {
      try {
        CellText.formatter(format);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            column.at("date_format") + " = " + format + " is no pattern: " + e.getMessage(), e);
      }
    }
    if (column.has("until") != column.has("spans")) {
      throw new IllegalArgumentException(column.path() + " needs until and spans together");
    }
    return new ColumnMapping.Dates(
        format, column.number("plus_days", 0), column.text("until", null), spans(column));
  }

  private static Map<String, int[]> spans(Entry column) {
    Map<String, int[]> spans = new LinkedHashMap<>();
    if (column.has("spans")) {
      Entry entry = column.entry("spans");
      entry.each(
          (word, days) -> {
            int[] bounds = entry.list(word).stream().mapToInt(Integer::parseInt).toArray();
            if (bounds.length != 2) {
              throw new IllegalArgumentException(
                  entry.at(word) + " needs the least and the greatest number of days");
            }
            spans.put(word, bounds);
          });
    }
    return spans;
  }

  private static ColumnMapping.Quantities quantities(Entry column) {
    String factor = column.text("factor", null);
    return new ColumnMapping.Quantities(
        column.text("decimal", "."),
        column.text("grouping", ""),
        factor == null ? null : new BigDecimal(factor),
        column.text("minus", null),
        column.text("divided_by", null),
        column.flag("absolute"));
  }
}
