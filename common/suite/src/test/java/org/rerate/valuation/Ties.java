package org.rerate.valuation;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.domain.Days;

/**
 * Percentiles count values not above today's. Where another value of the window equals today's but
 * for its last bits (a close carried forward, the rate cancelling out), an implementation without a
 * notion of equality counts it or not as its rounding falls; ours always counts it.
 */
final class Ties {

  private static final Pattern PERCENTILE =
      Pattern.compile("(\\S+) (\\S+) (\\S+) (\\S+) pe (\\d+): percentile is (\\S+), not (\\S+)");

  private final Map<String, Double> values = new HashMap<>();
  private final int[] days;

  Ties(Dataset<Row> valuations, int[] days) {
    this.days = days;
    for (Row row :
        valuations
            .where("knowledge = 'latest' AND membership = 'point_in_time' AND pe IS NOT NULL")
            .selectExpr("basket_id", "subsector", "unix_date(valuation_date)", "basis", "pe")
            .collectAsList()) {
      values.put(
          String.join(
              " ",
              List.of(row.getString(0), row.getString(1), "" + row.getInt(2), row.getString(3))),
          row.getDouble(4));
    }
  }

  /** True if the difference is one of percentile, and ties account for it. */
  boolean explain(String difference) {
    Matcher line = PERCENTILE.matcher(difference);
    if (!line.matches()) {
      return false;
    }
    String series = line.group(1) + " " + line.group(2);
    int at = Arrays.binarySearch(days, Days.of(LocalDate.parse(line.group(3))));
    int from = Math.max(0, at - Integer.parseInt(line.group(5)) + 1);
    double today = values.get(series + " " + days[at] + " " + line.group(4));
    int observations = 0;
    int equal = -1;
    for (int i = from; i <= at; i++) {
      Double value = values.get(series + " " + days[i] + " " + line.group(4));
      if (value != null) {
        observations++;
        equal += Math.abs(value - today) <= 1e-12 * today ? 1 : 0;
      }
    }
    double above = Double.parseDouble(line.group(6)) - Double.parseDouble(line.group(7));
    return above > 0 && above * observations <= equal + 1e-6;
  }
}
