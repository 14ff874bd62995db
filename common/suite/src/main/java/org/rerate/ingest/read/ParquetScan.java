package org.rerate.ingest.read;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.rerate.engine.disk.FeedFolder;
import org.rerate.engine.disk.FileOpener;
import org.rerate.engine.parquet.ParquetFooter;

/**
 * Parquet files of a feed as Spark reads them: split, columnar, and with the number of each row in
 * its file.
 */
final class ParquetScan {

  /** The name of a row's file, relative to the feed. */
  static final String FILE = "_file";

  /** The number of a row in its file, from 1. */
  static final String LINE = "_line";

  private static final String INSTANT = "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'";

  /** Pages are held against their checksums; a name is a name, whatever its signs. */
  private static final Map<String, String> OPTIONS =
      Map.of("parquet.page.verify-checksum.enabled", "true", "__globPaths__", "false");

  private final SparkSession spark;
  private final FileOpener opener;
  private final Map<String, ParquetFooter> footers = new ConcurrentHashMap<>();

  ParquetScan(SparkSession spark, FileOpener opener) {
    this.spark = spark;
    this.opener = opener;
  }

  /** What a part says of itself. */
  ParquetFooter footer(FeedFolder.Part part) throws Refusal {
    ParquetFooter footer = footers.get(part.uri());
    if (footer == null) {
      try {
        footer = opener.parquet(part.uri());
      } catch (IOException e) {
        throw new Refusal("it is truncated or no Parquet file (" + shortened(e, part) + ")");
      }
      footers.put(part.uri(), footer);
    }
    return footer;
  }

  private static String shortened(IOException e, FeedFolder.Part part) {
    return String.valueOf(e.getMessage()).replace(part.uri() + " ", "").replace("file:", "");
  }

  /** Its columns, in place of a header row. */
  Header header(FeedFolder.Part part) throws Refusal {
    ParquetFooter footer = footer(part);
    Set<String> names = new HashSet<>();
    for (String column : footer.columns()) {
      if (!names.add(Header.key(column))) {
        throw new Refusal("it has the column '" + column + "' twice");
      }
    }
    return Header.ofFields(footer.columns(), footer.columns());
  }

  /** How many rows the parts have; the parts must be readable. */
  long rows(List<FeedFolder.Part> parts) {
    return parts.stream().mapToLong(part -> known(part).rows()).sum();
  }

  private ParquetFooter known(FeedFolder.Part part) {
    try {
      return footer(part);
    } catch (Refusal e) {
      throw new RefusedFileException(part.name(), e);
    }
  }

  /**
   * A scan of parts that have the same columns.
   *
   * @param data their columns, {@link #LINE} and {@link #FILE}
   */
  record Same(Dataset<Row> data) {

    /** A column, letter case aside. */
    Optional<StructField> field(String name) {
      return Arrays.stream(data.schema().fields())
          .filter(field -> Header.key(field.name()).equals(Header.key(name)))
          .findFirst();
    }

    /**
     * A row as JSON, missing values left out; times are the texts that they are read as.
     *
     * @param instants columns that hold instants
     */
    Column record(Collection<String> instants) {
      Column[] columns =
          Arrays.stream(data.schema().fields())
              .filter(field -> !field.name().equals(LINE))
              .filter(field -> !field.name().equals(FILE))
              .map(
                  field ->
                      isTime(field.dataType())
                          ? text(field, instants.contains(Header.key(field.name())))
                              .as(field.name())
                          : named(field.name()))
              .toArray(Column[]::new);
      return to_json(struct(columns));
    }
  }

  /** Scans of parts with the same columns each. */
  List<Same> scans(List<FeedFolder.Part> parts) {
    Map<String, List<FeedFolder.Part>> bySchema = new LinkedHashMap<>();
    for (FeedFolder.Part part : parts) {
      bySchema.computeIfAbsent(known(part).schema(), schema -> new ArrayList<>()).add(part);
    }
    return bySchema.values().stream().map(this::scan).toList();
  }

  private Same scan(List<FeedFolder.Part> parts) {
    FeedFolder.Part first = parts.get(0);
    Set<String> nanoseconds = known(first).nanoseconds();
    String[] uris = parts.stream().map(FeedFolder.Part::uri).toArray(String[]::new);
    int root = first.uri().length() - first.name().length();
    Dataset<Row> files = spark.read().options(OPTIONS).parquet(uris);
    List<Column> columns = new ArrayList<>();
    for (String name : files.columns()) {
      Column column = named(name);
      columns.add(
          nanoseconds.contains(name)
              ? timestamp_micros(column.divide(1000).cast("long")).as(name)
              : column);
    }
    columns.add(col("_metadata.row_index").plus(1).as(LINE));
    columns.add(substring(col("_metadata.file_path"), root + 1, Integer.MAX_VALUE).as(FILE));
    return new Same(files.select(columns.toArray(Column[]::new)));
  }

  /** The first part that cannot be read to its end, if there is one. */
  Optional<RefusedFileException> damage(List<FeedFolder.Part> parts) {
    for (FeedFolder.Part part : parts) {
      try {
        Same all = scan(List.of(part));
        all.data().agg(max(length(all.record(List.of())))).collect();
      } catch (RefusedFileException e) {
        return Optional.of(e);
      } catch (Exception e) { // Spark's own are checked exceptions that no signature tells of
        return Optional.of(new RefusedFileException(part.name(), ReadFailure.damage(part, e)));
      }
    }
    return Optional.empty();
  }

  /**
   * Rows as {@link TextRows} takes them: file, line, the record as JSON, then a text per column.
   *
   * @param columns the columns wanted; one that a part lacks is empty
   * @param instants those of them that hold instants: a time at midnight is not a date there
   */
  Dataset<Row> texts(
      List<FeedFolder.Part> parts, List<String> columns, Collection<String> instants) {
    return scans(parts).stream()
        .map(same -> texts(same, columns, instants))
        .reduce(Dataset::unionAll)
        .orElseThrow();
  }

  private static Dataset<Row> texts(Same same, List<String> columns, Collection<String> instants) {
    List<Column> wanted = new ArrayList<>();
    wanted.add(col(FILE));
    wanted.add(col(LINE));
    wanted.add(same.record(instants));
    for (int i = 0; i < columns.size(); i++) {
      boolean isInstant = instants.contains(columns.get(i));
      Column text = same.field(columns.get(i)).map(field -> text(field, isInstant)).orElse(lit(""));
      wanted.add(coalesce(text, lit("")).as("_" + i));
    }
    return same.data().select(wanted.toArray(Column[]::new));
  }

  /** A value as text, as a CSV file would have it. */
  static Column text(StructField field, boolean isInstant) {
    Column value = named(field.name());
    if (!isTime(field.dataType())) {
      return value.cast("string");
    }
    Column time = date_format(value, INSTANT);
    Column date = date_format(value, "yyyy-MM-dd");
    return isInstant ? time : when(date_trunc("DAY", value).equalTo(value), date).otherwise(time);
  }

  static boolean isTime(DataType type) {
    return type.equals(DataTypes.TimestampType) || type.equals(DataTypes.TimestampNTZType);
  }

  static Column named(String column) {
    return col("`" + column.replace("`", "``") + "`");
  }
}
