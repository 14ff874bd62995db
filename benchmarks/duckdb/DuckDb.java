import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DuckDB's side of the benchmark: runs a file of SQL statements against a database, tells how long
 * each took, and at the end the wall time of all and the peak resident memory of the process.
 *
 * <p>{@code java -cp duckdb_jdbc.jar DuckDb.java SQL DATABASE MEMORY NAME=VALUE...}, where MEMORY is
 * a limit such as 4GB, or max. A value {@code feed:DIR} names the files of a feed.
 *
 * <p>The statements from a comment line {@code -- each year} to a line {@code -- end} are run once
 * for every year of the table {@code days}, with that year for {@code ${year}}.
 */
public class DuckDb {

  private static final Pattern YEARS = Pattern.compile("(?ms)^-- each year\\b.*?$(.*?)^-- end$");

  /** Seconds by first line of a statement, in the order of their first run. */
  private static final Map<String, Double> SECONDS = new LinkedHashMap<>();

  public static void main(String[] arguments) throws IOException, SQLException {
    Path script = Path.of(arguments[0]);
    Map<String, String> values = new HashMap<>();
    values.put("sums", Files.readString(script.resolveSibling("sums.sql")));
    for (int i = 3; i < arguments.length; i++) {
      int equals = arguments[i].indexOf('=');
      String name = arguments[i].substring(0, equals);
      String value = arguments[i].substring(equals + 1);
      if (name.equals("feed")) {
        values.putAll(files(Path.of(value)));
      } else {
        values.put(name, value);
      }
    }
    long start = System.nanoTime();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + arguments[1]);
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("SET preserve_insertion_order = false");
      if (!arguments[2].equals("max")) {
        statement.execute("SET memory_limit = '" + arguments[2] + "'");
      }
      boolean same = true;
      Matcher blocks = YEARS.matcher(Files.readString(script) + "\n");
      StringBuilder text = new StringBuilder();
      while (blocks.find()) {
        blocks.appendReplacement(text, "");
        same &= runAll(statement, text.toString(), values);
        text.setLength(0);
        for (String year : years(statement)) {
          values.put("year", year);
          same &= runAll(statement, blocks.group(1), values);
        }
      }
      same &= runAll(statement, blocks.appendTail(text).toString(), values);
      double seconds = (System.nanoTime() - start) / 1e9;
      SECONDS.forEach(
          (what, took) -> {
            if (took > 0.2) {
              System.err.printf("  %6.2f s  %s%n", took, what);
            }
          });
      System.out.printf("seconds %.2f peak_kb %d%n", seconds, peak());
      if (!same) {
        System.exit(4);
      }
    }
  }

  private static boolean runAll(Statement statement, String script, Map<String, String> values)
      throws SQLException {
    boolean same = true;
    for (String sql : statements(script)) {
      same &= run(statement, sql, values);
    }
    return same;
  }

  private static List<String> years(Statement statement) throws SQLException {
    List<String> years = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("SELECT DISTINCT year(d) FROM days ORDER BY ALL")) {
      while (rows.next()) {
        years.add(rows.getString(1));
      }
    }
    return years;
  }

  /** Runs a statement; false if it answered with rows that are missing or different. */
  private static boolean run(Statement statement, String sql, Map<String, String> values)
      throws SQLException {
    long start = System.nanoTime();
    boolean same = true;
    if (statement.execute(filled(sql, values))) {
      try (ResultSet rows = statement.getResultSet()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          StringBuilder line = new StringBuilder();
          for (int c = 1; c <= columns; c++) {
            String name = rows.getMetaData().getColumnLabel(c);
            line.append(name).append(' ').append(rows.getString(c)).append("  ");
            same &= !(name.equals("missing") || name.equals("different")) || rows.getLong(c) == 0;
          }
          System.out.println(line.toString().strip());
        }
      }
    }
    List<String> lines = sql.lines().filter(l -> !l.startsWith("--")).toList();
    String what = lines.get(lines.get(0).endsWith("(") ? lines.size() - 1 : 0).strip();
    double seconds = (System.nanoTime() - start) / 1e9;
    SECONDS.merge(what, seconds, Double::sum);
    return same;
  }

  private static List<String> statements(String script) {
    List<String> statements = new ArrayList<>();
    for (String part : script.split(";\\s*\n")) {
      if (part.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("--"))) {
        statements.add(part.strip());
      }
    }
    return statements;
  }

  private static String filled(String sql, Map<String, String> values) {
    String filled = sql;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("${" + value.getKey() + "}", value.getValue());
    }
    return filled;
  }

  /** Name of each file of the feed to the table function that reads it. */
  private static Map<String, String> files(Path feed) throws IOException {
    Map<String, String> functions = new HashMap<>();
    try (var entries = Files.list(feed)) {
      for (Path entry : entries.toList()) {
        String file = entry.getFileName().toString();
        String name = file.replaceFirst("\\..*", "");
        if (!name.isEmpty()) {
          boolean folder = Files.isDirectory(entry);
          String parquet = folder ? entry + "/*.parquet" : entry.toString();
          boolean text = file.endsWith(".csv") || (folder && Files.exists(entry.resolve("part-00000.csv")));
          functions.put(
              name,
              text
                  ? "read_csv('" + (folder ? entry + "/*.csv" : entry) + "', header = true, sample_size = -1)"
                  : "read_parquet('" + parquet + "')");
        }
      }
    }
    return functions;
  }

  private static long peak() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(-1);
  }
}
