package org.rerate.engine.sql;

import java.sql.Date;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.rerate.domain.Basis;
import org.rerate.domain.KnownNames;
import org.rerate.domain.RerateException;
import org.rerate.engine.filter.Filter;
import org.rerate.table.SqlFunction;

/**
 * The arguments of a table function, held against what is stored before it answers: an unknown
 * name, or a day that nothing is stored of, is told as that, and not by an empty answer.
 */
final class FunctionArguments {

  private final SparkSession spark;
  private final SqlFunction function;
  private final String variant;
  private final Map<String, Object> values = new LinkedHashMap<>();

  /**
   * Arguments of a call.
   *
   * @param arguments in the order of the parameters; they refer to nothing outside themselves
   * @param variant SQL of the results that the function answers from
   */
  FunctionArguments(
      SparkSession spark, SqlFunction function, List<Expression> arguments, String variant) {
    this.spark = spark;
    this.function = function;
    this.variant = variant;
    List<Column> casts = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      SqlFunction.Parameter parameter = function.parameters().get(i);
      casts.add(
          ExpressionUtils.column(arguments.get(i)).cast(parameter.type()).as(parameter.name()));
    }
    Row row = spark.sql("SELECT 1").select(casts.toArray(Column[]::new)).first();
    for (int i = 0; i < arguments.size(); i++) {
      SqlFunction.Parameter parameter = function.parameters().get(i);
      boolean isList = parameter.type().startsWith("ARRAY") && !row.isNullAt(i);
      values.put(parameter.name(), isList ? row.getList(i) : row.get(i));
    }
  }

  /**
   * Checks all of them.
   *
   * @throws RerateException with {@code USAGE} for the first that is wrong
   */
  void check() {
    // First the baskets: a query for the last day of one that does not exist gives no day.
    List<String> baskets = named("basket");
    checkBaskets(baskets);
    values.forEach(
        (name, value) -> {
          if (value == null) {
            throw RerateException.usage(
                function.name() + " has no " + name, "It takes " + function.signature());
          }
        });
    if (values.get("basis") instanceof String basis) {
      checkWord(basis);
    }
    for (String basket : baskets) {
      switch (function.days()) {
        case VALUED -> named("day").forEach(day -> checkDay(basket, day));
        case RANGE -> checkRange(basket, text("from_day"), text("to_day"));
        case SPAN -> checkSpan(basket, text("from_day"), text("to_day"));
        case ANY -> {}
      }
    }
  }

  /** All values, in the order of the parameters: texts, numbers, dates, lists of texts. */
  List<Object> all() {
    List<Object> all = new ArrayList<>();
    for (Object value : values.values()) {
      all.add(value instanceof Date day ? day.toLocalDate() : value);
    }
    return all;
  }

  /** The same as SQL; none is a list. */
  List<String> literals() {
    return values.values().stream().map(value -> Filter.quoted(value.toString())).toList();
  }

  /** The values of the parameters whose name has {@code part} in it. */
  private List<String> named(String part) {
    return values.entrySet().stream()
        .filter(value -> value.getKey().contains(part) && value.getValue() != null)
        .map(value -> value.getValue().toString())
        .toList();
  }

  private String text(String parameter) {
    return values.get(parameter).toString();
  }

  private void checkBaskets(List<String> baskets) {
    List<String> known =
        texts(
            "SELECT basket_id FROM market.baskets_current UNION"
                + " SELECT basket_id FROM market.members_current");
    for (String basket : baskets) {
      if (!known.contains(basket)) {
        throw RerateException.usage(
            "there is no basket '" + basket + "'",
            known.isEmpty() ? "None is loaded" : KnownNames.said(basket, known));
      }
    }
  }

  private static void checkWord(String basis) {
    try {
      String proper = Basis.parse(basis).toString();
      if (!proper.equals(basis)) {
        throw RerateException.usage("there is no basis '" + basis + "'", "It is " + proper);
      }
    } catch (IllegalArgumentException e) {
      throw new RerateException(RerateException.Exit.USAGE, e.getMessage(), e);
    }
  }

  private void checkDay(String basket, String day) {
    List<String> bases = texts(valued("basis", basket) + " AND valuation_date = DATE'" + day + "'");
    if (bases.isEmpty()) {
      List<String> before =
          texts(valued("max(valuation_date)", basket) + " AND valuation_date < DATE'" + day + "'");
      throw RerateException.usage(
          basket + " is not valued on " + day + under(),
          before.isEmpty()
              ? "No day before is; rerate value values every day that has a close"
              : "The last day before that is, is " + before.get(0));
    }
    checkBasis(basket, "on " + day, bases);
  }

  private void checkRange(String basket, String from, String to) {
    String range =
        " AND valuation_date >= DATE'" + from + "' AND valuation_date <= DATE'" + to + "'";
    List<String> bases = texts(valued("basis", basket) + range);
    if (bases.isEmpty()) {
      List<String> ends =
          texts(valued("concat(min(valuation_date), ' to ', max(valuation_date))", basket));
      throw RerateException.usage(
          basket + " is valued on no day from " + from + " to " + to + under(),
          ends.isEmpty()
              ? "rerate value values every day that has a close"
              : "It is from " + ends.get(0));
    }
    checkBasis(basket, "from " + from + " to " + to, bases);
    if (values.get("subsector_name") instanceof String group) {
      List<String> groups =
          texts(
              "SELECT DISTINCT subsector FROM valuation.basket_valuations WHERE "
                  + Filter.is("basket_id", basket).sql()
                  + " AND membership = 'point_in_time' AND "
                  + variant
                  + range);
      if (!groups.contains(group)) {
        throw RerateException.usage(
            basket + " has no sub-sector '" + group + "' from " + from + " to " + to,
            KnownNames.said(group, groups));
      }
    }
  }

  private void checkBasis(String basket, String when, List<String> bases) {
    if (values.get("basis") instanceof String basis && !bases.contains(basis)) {
      throw RerateException.usage(
          basket + " is not valued on " + basis + " earnings " + when,
          "It is on "
              + String.join(", ", new TreeSet<>(bases))
              + "; rerate value --bases adds one");
    }
  }

  private void checkSpan(String basket, String from, String to) {
    String measured =
        "SELECT DISTINCT concat(from_date, ' to ', to_date, ' on ', basis) FROM"
            + " valuation.basket_changes WHERE "
            + Filter.is("basket_id", basket).sql()
            + " AND "
            + variant;
    List<String> spans = texts(measured);
    if (!spans.contains(from + " to " + to + " on " + text("basis"))) {
      throw RerateException.usage(
          "the change of "
              + basket
              + " from "
              + from
              + " to "
              + to
              + " on "
              + text("basis")
              + " is not measured"
              + under(),
          "Measure it by rerate change --basket "
              + basket
              + " --from "
              + from
              + " --to "
              + to
              + " --bases "
              + text("basis")
              + (spans.isEmpty()
                  ? ""
                  : "; measured are " + String.join(", ", new TreeSet<>(spans))));
    }
  }

  private String valued(String column, String basket) {
    return "SELECT DISTINCT "
        + column
        + " FROM valuation.basket_valuations WHERE subsector = 'ALL' AND membership ="
        + " 'point_in_time' AND "
        + Filter.is("basket_id", basket).sql()
        + " AND "
        + variant;
  }

  /** The variant in words, where it is not the plain one. */
  private String under() {
    return variant.contains("methodology = 'default' AND knowledge = 'latest'")
            && variant.contains("recorded_by IS NULL")
        ? ""
        : " under this methodology, knowledge and cut";
  }

  private List<String> texts(String query) {
    return spark.sql(query).collectAsList().stream()
        .filter(row -> !row.isNullAt(0))
        .map(row -> row.get(0).toString())
        .collect(Collectors.toList());
  }
}
