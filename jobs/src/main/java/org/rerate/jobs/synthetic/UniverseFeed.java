package org.rerate.jobs.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.rerate.engine.delta.FeedOutput;
import org.rerate.table.ColumnKind;

/** Makes the files of a made-up universe with Spark, each company by whoever comes to it. */
public final class UniverseFeed {

  /** Rows of a file's part: few, large ones. */
  private static final long ROWS_OF_PART = 2_000_000;

  private final SparkSession spark;
  private final Universe universe;
  private final Excerpt excerpt;

  /**
   * A file that was written.
   *
   * @param name its name in the feed
   * @param rows its rows
   * @param parts the files it lies in
   */
  public record Written(String name, long rows, int parts) {}

  /** The feed of {@code universe}, or an excerpt of it. */
  public UniverseFeed(SparkSession spark, Universe universe, Excerpt excerpt) {
    this.spark = spark;
    this.universe = universe;
    this.excerpt = excerpt;
  }

  /** Writes every file of the feed that has rows. */
  public List<Written> write(FeedOutput output, Consumer<String> progress) {
    List<Written> written = new ArrayList<>();
    for (UniverseFile file : UniverseFile.values()) {
      if (file.isOfFirstPart() && excerpt.part() > 1) {
        continue;
      }
      FeedOutput.Written done = output.write(file.spec().name(), rows(file));
      if (done.rows() > 0) {
        progress.accept(file.spec().name() + ": " + done.rows() + " rows");
        written.add(new Written(file.spec().name(), done.rows(), done.parts()));
      }
    }
    return written;
  }

  /** The rows of a file as the feed has them. */
  Dataset<Row> rows(UniverseFile file) {
    Dataset<Row> numbered =
        file.isOfCompany()
            ? spark.createDataFrame(ofCompanies(file), numbered(file))
            : spark
                .createDataFrame(CompanyRows.ofWorld(universe, file, excerpt), numbered(file))
                .coalesce(1);
    return numbered.select(
        names(file).stream().map(name -> column(file, name)).toArray(Column[]::new));
  }

  private JavaRDD<Row> ofCompanies(UniverseFile file) {
    int from = excerpt.from(universe);
    int to = excerpt.to(universe);
    int parts = parts(file, to - from);
    Universe all = universe;
    Excerpt part = excerpt;
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(IntStream.range(0, parts).boxed().toList(), parts)
        .flatMap(
            p ->
                new CompanyRows(
                    all,
                    file,
                    part,
                    from + (int) ((long) (to - from) * p / parts),
                    from + (int) ((long) (to - from) * (p + 1) / parts)));
  }

  /** Decided by the number of rows alone, so that the files are the same on every machine. */
  private int parts(UniverseFile file, int companies) {
    boolean daily = excerpt.since() != null;
    double lines = (double) universe.securities() * companies / Math.max(1, universe.companies());
    long rows = daily ? 0 : (long) (lines * universe.years() * file.rowsOfLineYear());
    return (int) Math.min(Math.max(1, companies), 1 + rows / ROWS_OF_PART);
  }

  private static List<String> names(UniverseFile file) {
    List<String> names = new ArrayList<>(file.columns());
    names.add("known_at");
    names.add("retracted");
    return names;
  }

  private static DataType type(UniverseFile file, String name) {
    return file.spec().feedColumns().stream()
        .filter(column -> column.name().equals(name))
        .map(column -> column.kind().type())
        .findFirst()
        .orElseThrow();
  }

  /** Dates and instants as numbers: objects for each would cost more than the rest. */
  private static StructType numbered(UniverseFile file) {
    StructType type = new StructType();
    for (String name : names(file)) {
      DataType own = type(file, name);
      type =
          type.add(
              name,
              own.equals(DataTypes.DateType)
                  ? DataTypes.IntegerType
                  : own.equals(ColumnKind.INSTANT.type()) ? DataTypes.LongType : own);
    }
    return type;
  }

  private static Column column(UniverseFile file, String name) {
    DataType own = type(file, name);
    Column numbered = functions.col(name);
    return own.equals(DataTypes.DateType)
        ? functions.date_from_unix_date(numbered).as(name)
        : own.equals(ColumnKind.INSTANT.type())
            ? functions.timestamp_micros(numbered).as(name)
            : numbered;
  }
}
