package org.rerate.ingest.read;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rerate.domain.RerateException;
import org.rerate.run.ConfigFile;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * Reads a mapping of {@code conf/sources}, checked whole: an unknown key is an error that names the
 * file, the key and what is known.
 */
public final class MappingFile {

  /** Keys of the mapping as a whole. */
  static final Set<String> TOP =
      Set.of(
          "description",
          "proved_on",
          "files",
          "format",
          "delimiter",
          "header",
          "skip",
          "preamble",
          "footer",
          "encoding",
          "missing",
          "records",
          "max_quarantine_fraction",
          "min_quarantined_rows",
          "targets");

  /** Keys of a target. */
  static final Set<String> TARGET =
      Set.of(
          "stub",
          "value",
          "where",
          "skip_without",
          "once",
          "each",
          "records",
          "prefer",
          "remainder",
          "parallel",
          "columns");

  private final String name;
  private final String text;

  private MappingFile(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /**
   * The mapping that {@code text} tells.
   *
   * @param name the file's name without its ending
   * @throws RerateException with {@code USAGE}, naming file and key
   */
  public static SourceMapping parse(String name, String text) {
    try {
      return new MappingFile(name, text).mapping(ConfigFile.parse(name + ".conf", text));
    } catch (ConfigException | IllegalArgumentException e) {
      throw RerateException.usage(
          "the mapping " + name + ".conf is wrong: " + e.getMessage(), "Correct it and run again");
    }
  }

  private SourceMapping mapping(Config config) {
    Entry top = new Entry("", config.root());
    top.allow(TOP);
    FilePattern files = new FilePattern(top.list("files"));
    List<RecordPath> records = records(top, List.of());
    Map<String, TargetMapping> targets = new HashMap<>();
    for (Map.Entry<String, ConfigValue> target : config.getObject("targets").entrySet()) {
      Entry entry = Entry.of("targets." + target.getKey(), target.getValue());
      boolean isStub = isStub(target.getKey(), entry, config.getObject("targets").keySet());
      targets.put(target.getKey(), target(target.getKey(), isStub, entry, files, records));
    }
    SourceMapping.Layout layout = layout(top);
    FileKind kind = layout.kind() == null ? FileKind.of(top.list("files").get(0)) : layout.kind();
    if (kind == FileKind.JSON
        && targets.values().stream().anyMatch(target -> target.records().isEmpty())) {
      throw new IllegalArgumentException(
          "records is missing: where in the document are they? For example models[*]");
    }
    for (TargetMapping target : targets.values()) {
      requireKind(target, "prefer", !target.prefer().isEmpty(), kind, FileKind.JSON);
      requireKind(target, "remainder", target.remainder() != null, kind, FileKind.JSON);
      requireKind(target, "parallel", !target.parallel().isEmpty(), kind, FileKind.JSON);
      requireKind(target, "each.columns", target.wide() != null, kind, FileKind.CSV);
    }
    return new SourceMapping(
        name, text, files, fraction(top), minRows(top), layout, targets, proof(top));
  }

  private static void requireKind(
      TargetMapping target, String key, boolean isSaid, FileKind kind, FileKind needed) {
    if (isSaid && kind != needed) {
      throw new IllegalArgumentException(
          "targets."
              + target.file()
              + "."
              + key
              + " is for "
              + (needed == FileKind.JSON ? "JSON documents" : needed.word())
              + ", not for "
              + kind.word());
    }
  }

  /** Without a word on it nobody has held the mapping against anything. */
  private static SourceMapping.Proof proof(Entry top) {
    String proof = top.text("proved_on", SourceMapping.Proof.ASSUMED.words());
    return Arrays.stream(SourceMapping.Proof.values())
        .filter(known -> known.words().equals(proof))
        .findFirst()
        .orElseThrow(
            () ->
                Entry.unknown(
                    "proved_on = " + proof,
                    Arrays.stream(SourceMapping.Proof.values())
                        .map(SourceMapping.Proof::words)
                        .collect(Collectors.toSet())));
  }

  private static SourceMapping.Layout layout(Entry top) {
    String delimiter = top.text("delimiter", ",");
    if (delimiter.length() != 1) {
      throw new IllegalArgumentException("delimiter = '" + delimiter + "' is not one character");
    }
    String format = top.text("format", null);
    return new SourceMapping.Layout(
        format == null ? null : FileKind.named(format),
        delimiter.charAt(0),
        top.list("header"),
        top.number("skip", 0),
        top.number("preamble", 0),
        top.list("footer"),
        encoding(top),
        Set.copyOf(top.list("missing")));
  }

  private static String encoding(Entry top) {
    String name = top.text("encoding", StandardCharsets.UTF_8.name());
    try {
      return Charset.forName(name).name();
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException(
          "encoding = " + name + " is none that Java knows, such as UTF-8, UTF-16, GBK", e);
    }
  }

  private static BigDecimal fraction(Entry top) {
    String fraction = top.text("max_quarantine_fraction", null);
    if (fraction == null) {
      return null;
    }
    BigDecimal value = new BigDecimal(fraction);
    if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "max_quarantine_fraction = " + fraction + " is not from 0 to 1");
    }
    return value;
  }

  private static Integer minRows(Entry top) {
    if (!top.has("min_quarantined_rows")) {
      return null;
    }
    int rows = top.number("min_quarantined_rows", 0);
    if (rows < 0) {
      throw new IllegalArgumentException("min_quarantined_rows = " + rows + " is below 0");
    }
    return rows;
  }

  private static List<RecordPath> records(Entry entry, List<RecordPath> otherwise) {
    return entry.has("records")
        ? entry.list("records").stream().map(RecordPath::new).toList()
        : otherwise;
  }

  private static TargetMapping target(
      String file, boolean isStub, Entry target, FilePattern files, List<RecordPath> records) {
    Set<String> known = MarketTables.ALL.stream().map(FeedSpec::name).collect(Collectors.toSet());
    if (!known.contains(file)) {
      throw Entry.unknown("targets." + file, known);
    }
    target.allow(TARGET);
    FeedSpec spec = MarketTables.named(file).orElseThrow();
    Map<String, ColumnSpec> specs =
        spec.feedColumns().stream().collect(Collectors.toMap(ColumnSpec::name, column -> column));
    Set<String> names = specs.keySet();
    Entry columns = target.entry("columns");
    columns.allow(names);
    Map<String, ColumnMapping> mapped = new HashMap<>();
    columns.each(
        (column, value) ->
            mapped.put(column, ColumnEntry.parse(columns, specs.get(column), value, files)));
    for (ColumnMapping other : List.copyOf(mapped.values())) {
      mapped.replaceAll((column, one) -> one.onDayOf(other));
    }
    requireAll(columns.path(), spec, mapped.keySet());
    RowVariant row =
        new RowVariant(
            target.text("value", null), where(target), skipWithout(target, names), mapped, false);
    return new TargetMapping(
        file,
        isStub,
        target.flag("once"),
        records(target, records),
        preferences(target),
        target.has("remainder") ? Remainder.parse(target.entry("remainder")) : null,
        target.texts("parallel"),
        isWide(target) ? ColumnPattern.parse(target.entry("each")) : null,
        target.has("each") && !isWide(target) ? each(target, row) : List.of(row));
  }

  /** True if a pattern of columns says which rows there are, not a list of words. */
  private static boolean isWide(Entry target) {
    return target.has("each") && !target.isList("each");
  }

  private static List<Preference> preferences(Entry target) {
    if (!target.has("prefer")) {
      return List.of();
    }
    return target.object().get("prefer") instanceof ConfigList list
        ? list.stream().map(one -> Preference.parse(Entry.of(target.at("prefer"), one))).toList()
        : List.of(Preference.parse(target.entry("prefer")));
  }

  /** Companies and lines are stubs beside other rows, reference data where they stand alone. */
  private static boolean isStub(String file, Entry target, Set<String> files) {
    if (MarketTables.isReference(file)) {
      return target.has("stub")
          ? target.flag("stub")
          : !files.stream().allMatch(MarketTables::isReference);
    }
    if (target.has("stub")) {
      throw new IllegalArgumentException(
          target.at("stub") + " is for issuers and securities, not for " + file);
    }
    return false;
  }

  private static Map<String, TextLimit> where(Entry target) {
    Map<String, TextLimit> where = new LinkedHashMap<>();
    if (target.has("where")) {
      Entry limits = target.entry("where");
      limits.each(
          (column, texts) ->
              where.put(
                  column,
                  texts.valueType() == ConfigValueType.OBJECT
                      ? TextLimit.parse(limits.entry(column))
                      : TextLimit.in(Set.copyOf(limits.list(column)))));
    }
    return where;
  }

  private static Set<String> skipWithout(Entry target, Set<String> known) {
    Set<String> columns = Set.copyOf(target.list("skip_without"));
    for (String column : columns) {
      if (!known.contains(column)) {
        throw Entry.unknown(target.path() + ".skip_without: " + column, known);
      }
    }
    return columns;
  }

  /** A wide record: a row for each set of words that stand for {name} in the mapping. */
  private static List<RowVariant> each(Entry target, RowVariant row) {
    return target.objects("each").stream().map(row::with).toList();
  }

  private static void requireAll(String path, FeedSpec spec, Set<String> mapped) {
    List<String> lacking =
        spec.feedColumns().stream()
            .filter(ColumnSpec::required)
            .map(ColumnSpec::name)
            .filter(column -> !mapped.contains(column))
            .toList();
    if (!lacking.isEmpty()) {
      throw new IllegalArgumentException(
          path + " lacks the required " + String.join(", ", lacking));
    }
  }
}
