package org.rerate.ingest.read;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rerate.table.ColumnKind;
import org.rerate.table.ColumnSpec;

/** Reads how one feed column is made: the vendor's column, or an object that says more. */
final class ColumnEntry {

  /** What such an object may say. */
  static final Set<String> KEYS =
      Set.of(
          "from",
          "column",
          "on",
          "constant",
          "file_key",
          "optional",
          "missing",
          "lookup",
          "otherwise",
          "replace",
          "upper",
          "append",
          "pad",
          "date_format",
          "zone",
          "epoch",
          "plus_days",
          "until",
          "spans",
          "decimal",
          "grouping",
          "factor",
          "plus",
          "minus",
          "divided_by",
          "reciprocal",
          "absolute");

  /** Feed columns that an identifier may be resolved for. */
  private static final List<String> LINKED = List.of("issuer_id", "security_id");

  private ColumnEntry() {}

  static ColumnMapping parse(Entry columns, ColumnSpec spec, ConfigValue value, FilePattern files) {
    String name = spec.name();
    if (value.valueType() == ConfigValueType.STRING) {
      return ColumnMapping.same((String) value.unwrapped(), false);
    }
    Entry column = Entry.of(columns.at(name), value);
    column.allow(KEYS);
    boolean isLink = column.isText("lookup");
    if (isLink) {
      return link(column, name);
    }
    if (column.has("column") || column.has("on")) {
      throw new IllegalArgumentException(
          column.path() + " has column or on, but no scheme of identifiers as its lookup");
    }
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
        dates(column, spec.kind() == ColumnKind.INSTANT),
        quantities(column),
        null);
  }

  /** {@code issuer_id = { lookup = CUSIP, column = "cusip", on = "statpers" }}. */
  private static ColumnMapping link(Entry column, String name) {
    if (!LINKED.contains(name)) {
      throw new IllegalArgumentException(
          column.at("lookup") + " = " + column.text("lookup", "") + " is for " + LINKED);
    }
    String from = column.text("column", null);
    if (from == null) {
      throw new IllegalArgumentException(
          column.path() + " needs column, the vendor's column with the identifier");
    }
    String on = column.text("on", null);
    return new ColumnMapping(
        from,
        null,
        null,
        column.flag("optional"),
        new ColumnMapping.Words(
            Set.copyOf(column.list("missing")),
            Map.of(),
            null,
            replacements(column),
            column.flag("upper"),
            column.text("append", ""),
            column.number("pad", 0)),
        ColumnMapping.Dates.AS_THEY_ARE,
        ColumnMapping.Quantities.AS_THEY_ARE,
        new ColumnMapping.Link(
            column.text("lookup", ""), on == null ? null : ColumnMapping.same(on, false)));
  }

  private static ColumnMapping.Words words(Entry column) {
    return new ColumnMapping.Words(
        Set.copyOf(column.list("missing")),
        column.texts("lookup"),
        column.text("otherwise", null),
        replacements(column),
        column.flag("upper"),
        column.text("append", ""),
        column.number("pad", 0));
  }

  /** Pieces of text in the order of a list; in an object, the longest first. */
  private static Map<String, String> replacements(Entry column) {
    Map<String, String> ordered = new LinkedHashMap<>();
    if (column.isList("replace")) {
      column.objects("replace").forEach(ordered::putAll);
    } else {
      column.texts("replace").entrySet().stream()
          .sorted(
              Comparator.comparingInt((Map.Entry<String, String> piece) -> -piece.getKey().length())
                  .thenComparing(Map.Entry::getKey))
          .forEach(piece -> ordered.put(piece.getKey(), piece.getValue()));
    }
    return ordered;
  }

  private static ColumnMapping.Dates dates(Entry column, boolean isInstant) {
    String format = column.text("date_format", null);
    if (format != null) {
      try {
        DateText.formatter(format);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            column.at("date_format") + " = " + format + " is no pattern: " + e.getMessage(), e);
      }
    }
    if (column.has("until") != column.has("spans")) {
      throw new IllegalArgumentException(column.path() + " needs until and spans together");
    }
    return new ColumnMapping.Dates(
        format,
        clock(column, isInstant),
        column.number("plus_days", 0),
        column.text("until", null),
        spans(column));
  }

  private static ColumnMapping.Clock clock(Entry column, boolean isInstant) {
    String zone = column.text("zone", null);
    String epoch = column.text("epoch", null);
    if (zone == null && epoch == null) {
      return ColumnMapping.Clock.NONE;
    }
    if (epoch != null && column.has("date_format")) {
      throw new IllegalArgumentException(column.path() + " has both epoch and date_format");
    }
    try {
      return new ColumnMapping.Clock(
          zone == null ? null : ZoneId.of(zone), epoch == null ? null : unit(column), isInstant);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          column.at("zone") + " = " + zone + " is no time zone such as Europe/Berlin", e);
    }
  }

  private static Epoch unit(Entry column) {
    Epoch unit = Epoch.WORDS.get(column.text("epoch", ""));
    if (unit == null) {
      throw Entry.unknown(
          column.at("epoch") + " = " + column.text("epoch", ""), Epoch.WORDS.keySet());
    }
    return unit;
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
    boolean byUnit = column.has("factor") && !column.isValue("factor");
    Entry units = byUnit ? column.entry("factor") : null;
    if (byUnit) {
      units.allow(Set.of("column", "lookup"));
      if (!units.has("column") || !units.has("lookup")) {
        throw new IllegalArgumentException(units.path() + " needs column and lookup");
      }
    }
    String factor = byUnit ? null : column.text("factor", null);
    String plus = column.text("plus", null);
    return new ColumnMapping.Quantities(
        column.text("decimal", "."),
        column.text("grouping", ""),
        factor == null ? null : new BigDecimal(factor),
        byUnit ? units.text("column", null) : null,
        byUnit
            ? units.texts("lookup").entrySet().stream()
                .collect(
                    Collectors.toMap(Map.Entry::getKey, unit -> new BigDecimal(unit.getValue())))
            : Map.of(),
        plus == null ? null : new BigDecimal(plus),
        column.text("minus", null),
        column.text("divided_by", null),
        column.flag("absolute"),
        reciprocal(column));
  }

  /** {@code reciprocal = true}, or an object of a column and limits of its texts. */
  private static ColumnMapping.Reciprocal reciprocal(Entry column) {
    if (!column.has("reciprocal")) {
      return null;
    }
    if (column.isValue("reciprocal")) {
      return column.flag("reciprocal")
          ? new ColumnMapping.Reciprocal(null, TextLimit.in(Set.of()))
          : null;
    }
    Entry rows = column.entry("reciprocal");
    String by = rows.text("column", null);
    if (by == null) {
      throw new IllegalArgumentException(
          rows.path() + " needs column, the vendor's column that tells the rows apart");
    }
    return new ColumnMapping.Reciprocal(by, TextLimit.parse(rows, Set.of("column")));
  }
}
