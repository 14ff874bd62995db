package org.rerate.jobs.ingest;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.rerate.ingest.load.FilePreview;
import org.rerate.jobs.command.CommonOptions;
import org.rerate.jobs.command.Output;

/**
 * Prints what a load would do: for people a few tables per feed file, else one relation with a row
 * per sample.
 */
final class PreviewTables {

  private static final int SHOWN = 160;

  private final PrintStream out;
  private final CommonOptions.Format format;
  private final SparkSession spark;

  PreviewTables(PrintStream out, CommonOptions.Format format, SparkSession spark) {
    this.out = out;
    this.format = format;
    this.spark = spark;
  }

  void print(String feed, List<FilePreview> files) {
    if (format != CommonOptions.Format.table) {
      print(relation(feed, files), SAMPLE);
      return;
    }
    for (FilePreview file : files) {
      if (!file.rows().isEmpty()) {
        out.println();
        out.println(file.outcome().file() + ", the first rows that would be stored:");
        print(file.rows().stream().map(PreviewTables::row).toList(), texts(file.columns()));
      }
      if (!file.held().isEmpty()) {
        out.println();
        out.println(file.outcome().file() + ", what would be quarantined:");
        print(heldRows(file), HELD);
      }
    }
    out.println();
    OutcomeTable counts = new OutcomeTable();
    files.forEach(file -> counts.add(feed, file.outcome()));
    counts.print(new Output(out, format), spark);
    out.println();
    out.println("Dry run: nothing was written.");
  }

  private static final StructType HELD =
      new StructType()
          .add("rule", DataTypes.StringType)
          .add("rows", DataTypes.LongType)
          .add("example", DataTypes.StringType)
          .add("record", DataTypes.StringType);

  private static final StructType SAMPLE =
      new StructType()
          .add("feed", DataTypes.StringType)
          .add("file", DataTypes.StringType)
          .add("rule", DataTypes.StringType)
          .add("source_file", DataTypes.StringType)
          .add("source_line", DataTypes.LongType)
          .add("message", DataTypes.StringType)
          .add("record", DataTypes.StringType)
          .add("columns", DataTypes.createArrayType(DataTypes.StringType))
          .add("cells", DataTypes.createArrayType(DataTypes.StringType));

  private static StructType texts(List<String> columns) {
    StructType type =
        new StructType()
            .add("source_file", DataTypes.StringType)
            .add("source_line", DataTypes.StringType);
    for (String column : columns) {
      type = type.add(column, DataTypes.StringType);
    }
    return type;
  }

  private static List<Row> heldRows(FilePreview file) {
    List<Row> rows = new ArrayList<>();
    file.held()
        .forEach(
            (rule, held) -> {
              Long count = held.count();
              for (FilePreview.Example example : held.examples()) {
                String message = example.message().replace(rule + ": ", "");
                rows.add(RowFactory.create(rule, count, cut(message), cut(example.record())));
                count = null;
              }
            });
    return rows;
  }

  private static String cut(String text) {
    String line = text.replace('\n', ' ').replace('\r', ' ');
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
  }

  private static List<Row> relation(String feed, List<FilePreview> files) {
    List<Row> rows = new ArrayList<>();
    for (FilePreview file : files) {
      String name = file.outcome().file();
      for (List<String> cells : file.rows()) {
        rows.add(
            RowFactory.create(
                feed,
                name,
                null,
                cells.get(0),
                Long.valueOf(cells.get(1)),
                null,
                null,
                file.columns().toArray(String[]::new),
                cells.subList(2, cells.size()).toArray(String[]::new)));
      }
      for (Map.Entry<String, FilePreview.Held> held : file.held().entrySet()) {
        for (FilePreview.Example e : held.getValue().examples()) {
          rows.add(
              RowFactory.create(
                  feed,
                  name,
                  held.getKey(),
                  e.file(),
                  e.line(),
                  e.message(),
                  e.record(),
                  null,
                  null));
        }
      }
    }
    return rows;
  }

  private static Row row(List<String> cells) {
    return RowFactory.create(cells.toArray());
  }

  private void print(List<Row> rows, StructType type) {
    new Output(out, format).print(spark.createDataFrame(rows, type));
  }
}
