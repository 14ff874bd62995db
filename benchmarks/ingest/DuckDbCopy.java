import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** The same CSV by DuckDB: read with casts, sorted by key and day, written as Parquet. */
public final class DuckDbCopy {

  public static void main(String[] arguments) throws Exception {
    Path prices = Path.of(arguments[0]);
    Path target = Path.of(arguments[1]);
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("SET threads = " + Runtime.getRuntime().availableProcessors());
      statement.execute("SET memory_limit = '" + arguments[2] + "'");
      statement.execute("SET temp_directory = '" + target + ".tmp'");
      if (arguments.length > 3) {
        statement.execute(
            "COPY (FROM read_csv('" + prices + "', types = {'trade_date': 'DATE'})) TO '" + target
                + "' (FORMAT parquet, COMPRESSION zstd)");
        return;
      }
      long begin = System.nanoTime();
      statement.execute(
          "COPY (SELECT security_id, CAST(trade_date AS DATE) AS trade_date,"
              + " CAST(close AS DOUBLE) AS close, CAST(open AS DOUBLE) AS open,"
              + " CAST(high AS DOUBLE) AS high, CAST(low AS DOUBLE) AS low,"
              + " CAST(volume AS DOUBLE) AS volume, currency, 'AS_TRADED' AS basis,"
              + " CAST(trade_date AS TIMESTAMP) + INTERVAL 1 DAY - INTERVAL 1 MICROSECOND AS known_at"
              + " FROM "
              + reader(prices.toString())
              + " ORDER BY security_id, trade_date) TO '"
              + target
              + "' (FORMAT parquet, COMPRESSION zstd)");
      System.out.printf("%.1f%n", (System.nanoTime() - begin) / 1e9);
    }
  }

  private static String reader(String prices) {
    if (prices.endsWith(".parquet")) {
      return "read_parquet('" + prices + "')";
    }
    return prices.contains(".json")
        ? "read_json('" + prices + "', format = 'newline_delimited')"
        : "read_csv('" + prices + "', header = true, all_varchar = true)";
  }
}
