package org.rerate.measure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.rerate.domain.Knowledge;
import org.rerate.engine.delta.Warehouse;
import org.rerate.history.AsOf;
import org.rerate.methodology.CalendarYear;
import org.rerate.methodology.Methodology;

/** Asks for measures in few words. */
final class Asking {

  static final Methodology METHODOLOGY =
      new Methodology(
          "default",
          Methodology.ShareClassPolicy.SUM_OF_LINES,
          CalendarYear.TIME_WEIGHTED,
          10,
          10,
          180,
          1,
          0.5,
          0.0,
          List.of("CY"),
          Map.of("EX_MEMORY", List.of("MEMORY")),
          Map.of(),
          List.of());

  private final Warehouse warehouse;
  private final AsOf asOf;

  Asking(Warehouse warehouse) {
    this(warehouse, AsOf.ALL);
  }

  Asking(Warehouse warehouse, AsOf asOf) {
    this.warehouse = warehouse;
    this.asOf = asOf;
  }

  Asking knowing(Knowledge knowledge) {
    return new Asking(warehouse, new AsOf(knowledge, asOf.recordedBy()));
  }

  MeasureRequest request(String... options) {
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      named.put(options[i], options[i + 1]);
    }
    return new MeasureRequest(warehouse, METHODOLOGY, asOf, "run-1", named);
  }

  /** The rows of a measure; options as name, value, name, value. */
  List<Row> rows(String measure, String... options) {
    return result(measure, options).rows();
  }

  MeasureResult result(String measure, String... options) {
    return Measures.compute(Measures.named(measure), request(options));
  }

  /** Computes, writes, and reads what was written. */
  void write(String measure, String... options) {
    MeasureRequest request = request(options);
    Measures.write(request, Measures.compute(Measures.named(measure), request));
  }
}
