package org.rerate.jobs.notebook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Sessions;
import org.rerate.engine.delta.WarehouseUri;
import org.rerate.jobs.cli.Main;
import org.rerate.report.document.Unit;
import org.rerate.run.ConfFolders;
import org.rerate.run.Settings;

/**
 * A notebook's view of a warehouse: questions in SQL come back as HTML tables and SVG charts, which
 * need no network. Nothing is calculated here.
 */
public final class Notebook {

  /** The compiler of generated code logs each of its steps; held, or its level would be lost. */
  private static final Logger COMPILER = Logger.getLogger("org.codehaus");

  private final SparkSession spark;
  private final String warehouse;

  private Notebook(SparkSession spark, String warehouse) {
    this.spark = spark;
    this.warehouse = warehouse;
  }

  /** The warehouse of the settings: {@code RERATE_WAREHOUSE}, else {@code ./warehouse}. */
  public static Notebook open() {
    return open(settings().text("warehouse"));
  }

  /** The warehouse in a folder, or at a Hadoop URI. */
  public static Notebook open(String warehouse) {
    COMPILER.setLevel(Level.OFF);
    Thread.currentThread().setContextClassLoader(Notebook.class.getClassLoader());
    Settings settings = settings();
    String master = settings.text("master");
    SparkSession spark =
        Sessions.open(
            "rerate notebook",
            master.isEmpty() ? null : master,
            WarehouseUri.qualify(warehouse, settings.spark()),
            settings.spark());
    return new Notebook(spark, warehouse);
  }

  private static Settings settings() {
    Path home = Path.of(System.getProperty("rerate.home", "."));
    ConfFolders folders =
        ConfFolders.of(List.of(), System.getenv(), Path.of("").toAbsolutePath(), home);
    return Settings.load(folders, null, System.getenv(), Map.of());
  }

  /** The rows that answer {@code query}. */
  public List<Row> rows(String query) {
    return spark.sql(query).collectAsList();
  }

  /**
   * Runs a command on this warehouse, as {@code bin/rerate} would; its progress is not shown.
   *
   * @throws RerateException if it does not end with 0; it said why on standard error
   */
  public void rerate(String... command) {
    List<String> line = new ArrayList<>(Arrays.asList(command));
    line.addAll(List.of("--warehouse", warehouse, "--quiet"));
    int status = Main.run(line.toArray(String[]::new));
    if (status != 0) {
      throw RerateException.usage(
          "rerate " + String.join(" ", command) + " ended with " + status, "See what it said");
    }
  }

  /** The answer as a table, the columns written in these units; those after them as they are. */
  public String table(String query, Unit... units) {
    List<Row> rows = rows(query);
    StringBuilder html = new StringBuilder("<table><thead><tr>");
    if (!rows.isEmpty()) {
      for (String name : rows.get(0).schema().fieldNames()) {
        html.append("<th>").append(Svg.text(name.replace('_', ' '))).append("</th>");
      }
    }
    html.append("</tr></thead><tbody>");
    for (Row row : rows) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        Unit unit = i < units.length ? units[i] : Unit.TEXT;
        html.append("<td>").append(Svg.text(unit.display(row.get(i)))).append("</td>");
      }
      html.append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  /** Lines through time: the first column is a date, each further one a line. */
  public String lines(String title, Unit unit, String query) {
    return new LineChart(title, unit, rows(query)).svg();
  }

  /** Bars: the first column names them, the second is their length. */
  public String bars(String title, Unit unit, String query) {
    return new BarChart(title, unit, rows(query)).svg();
  }

  /**
   * Says in words what a query of one number found, and prints it: what the notebook is checked by.
   */
  public void finding(String words, Unit unit, String query) {
    List<Row> rows = rows(query);
    if (rows.size() != 1) {
      throw new IllegalArgumentException(
          words + ": one row was expected, the query gave " + rows.size());
    }
    System.out.println(words + ": " + unit.display(rows.get(0).get(0)));
  }
}
