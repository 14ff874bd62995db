package org.rerate.feed;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rerate.domain.RerateException;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * Reads a mapping of {@code conf/sources}, checked whole: an unknown key is an error that names the
 * file, the key and what is known.
 */
public final class MappingFile {

  private static final Set<String> TOP =
      Set.of("description", "files", "delimiter", "missing", "skip", "targets");

  private static final Set<String> TARGET = Set.of("value", "once", "each", "columns");

  private static final Set<String> COLUMN =
      Set.of(
          "from",
          "constant",
          "file_key",
          "optional",
          "lookup",
          "otherwise",
          "replace",
          "date_format",
          "decimal",
          "grouping",
          "factor",
          "divided_by",
          "append");

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
      return new MappingFile(name, text).mapping(ConfigFactory.parseString(text).resolve());
    } catch (ConfigException | IllegalArgumentException e) {
      throw RerateException.usage(
          "the mapping " + name + ".conf is wrong: " + e.getMessage(), "Correct it and run again");
    }
  }

  private SourceMapping mapping(Config config) {
    check("", config.root(), TOP);
    FilePattern files = new FilePattern(config.getString("files"));
    String delimiter = config.hasPath("delimiter") ? config.getString("delimiter") : ",";
    if (delimiter.length() != 1) {
      throw new IllegalArgumentException("delimiter = '" + delimiter + "' is not one character");
    }
    Set<String> missing =
        config.hasPath("missing") ? Set.copyOf(config.getStringList("missing")) : Set.of();
    Map<String, TargetMapping> targets = new HashMap<>();
    for (Map.Entry<String, ConfigValue> target : config.getObject("targets").entrySet()) {
      targets.put(target.getKey(), target(target.getKey(), object(target.getValue()), files));
    }
    return new SourceMapping(
        name,
        text,
        config.hasPath("skip") ? config.getInt("skip") : 0,
        files,
        delimiter.charAt(0),
        new HashSet<>(missing),
        targets);
  }

  private TargetMapping target(String file, ConfigObject target, FilePattern files) {
    Set<String> known = MarketTables.ALL.stream().map(FeedSpec::name).collect(Collectors.toSet());
    if (!known.contains(file)) {
      throw unknown("targets." + file, known);
    }
    FeedSpec spec = MarketTables.named(file).orElseThrow();
    String path = "targets." + file + ".";
    check(path, target, TARGET);
    Config config = target.toConfig();
    Set<String> columns =
        spec.feedColumns().stream().map(ColumnSpec::name).collect(Collectors.toSet());
    check(path + "columns.", config.getObject("columns"), columns);
    Map<String, ColumnMapping> mapped = new HashMap<>();
    for (Map.Entry<String, ConfigValue> column : config.getObject("columns").entrySet()) {
      String at = path + "columns." + column.getKey();
      mapped.put(column.getKey(), column(at, column.getValue(), files));
    }
    requireAll(path, spec, mapped.keySet());
    RowVariant row = new RowVariant(text(config, "value", null), mapped, false);
    return new TargetMapping(
        file,
        config.hasPath("once") && config.getBoolean("once"),
        config.hasPath("each") ? each(config, row) : List.of(row));
  }

  /** A wide record: a row for each set of words that stand for {name} in the mapping. */
  private static List<RowVariant> each(Config config, RowVariant row) {
    return config.getObjectList("each").stream().map(words -> row.with(texts(words))).toList();
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
          path + "columns lacks the required " + String.join(", ", lacking));
    }
  }

  private ColumnMapping column(String path, ConfigValue value, FilePattern files) {
    if (value.valueType() == ConfigValueType.STRING) {
      return required((String) value.unwrapped());
    }
    ConfigObject object = object(value);
    check(path + ".", object, COLUMN);
    Config config = object.toConfig();
    String fileKey = text(config, "file_key", null);
    if (fileKey != null && !files.keys().contains(fileKey)) {
      throw unknown(path + ".file_key = " + fileKey, Set.copyOf(files.keys()));
    }
    ColumnMapping column =
        new ColumnMapping(
            text(config, "from", null),
            text(config, "constant", null),
            fileKey,
            config.hasPath("optional") && config.getBoolean("optional"),
            texts(config, "lookup"),
            text(config, "otherwise", null),
            texts(config, "replace"),
            text(config, "date_format", null),
            text(config, "decimal", "."),
            text(config, "grouping", ""),
            config.hasPath("factor") ? new BigDecimal(config.getString("factor")) : null,
            text(config, "divided_by", null),
            text(config, "append", ""));
    long sources = List.of("from", "constant", "file_key").stream().filter(config::hasPath).count();
    if (sources != 1) {
      throw new IllegalArgumentException(path + " needs one of from, constant, file_key");
    }
    return column;
  }

  private static ColumnMapping required(String from) {
    return new ColumnMapping(
        from, null, null, false, Map.of(), null, Map.of(), null, ".", "", null, null, "");
  }

  private static String text(Config config, String key, String otherwise) {
    return config.hasPath(key) ? config.getString(key) : otherwise;
  }

  private static Map<String, String> texts(Config config, String key) {
    return config.hasPath(key) ? texts(config.getObject(key)) : Map.of();
  }

  private static Map<String, String> texts(ConfigObject object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.forEach((from, to) -> texts.put(from, String.valueOf(to.unwrapped())));
    return texts;
  }

  private static ConfigObject object(ConfigValue value) {
    if (value instanceof ConfigObject object) {
      return object;
    }
    throw new IllegalArgumentException(
        value.origin().description() + " must be an object, not " + value.valueType());
  }

  private static void check(String path, ConfigObject object, Set<String> known) {
    for (String key : object.keySet()) {
      if (!known.contains(key)) {
        throw unknown(path + key, known);
      }
    }
  }

  private static IllegalArgumentException unknown(String key, Set<String> known) {
    return new IllegalArgumentException(
        key
            + " is unknown; known are "
            + known.stream().sorted().collect(Collectors.joining(", ")));
  }
}
