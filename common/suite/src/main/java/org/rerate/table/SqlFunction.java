package org.rerate.table;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A question with parameters, as a table function of SQL.
 *
 * @param name its name
 * @param parameters its parameters in order, each a name and a SQL type
 * @param days what must be stored of the days among its arguments
 * @param answer what its rows are, with units
 * @param query its text; {@code :name} stands for a parameter, {@code :variant} for the condition
 *     on methodology, knowledge and recorded_by, {@code :seen(name)} for that on the rows of market
 *     tables that may be seen when the day of that parameter is valued; or {@link #COMPUTED}
 */
public record SqlFunction(
    String name, List<Parameter> parameters, Days days, String answer, String query) {

  /** What must be stored of the days that are asked for. */
  public enum Days {
    /** Each day named is valued. */
    VALUED,
    /** Some day of the range is valued. */
    RANGE,
    /** The change from the first to the second is measured. */
    SPAN,
    /** Nothing: the rows are computed of any day that has a close. */
    ANY
  }

  /** In the place of a query: the rows are computed when they are asked for. */
  public static final String COMPUTED = ":computed";

  private static final Pattern SEEN = Pattern.compile(":seen\\((\\w+)\\)");

  /**
   * A parameter.
   *
   * @param name its name
   * @param type its SQL type, to which an argument is cast
   */
  public record Parameter(String name, String type) {}

  /** True if rows are computed when the function is called. */
  public boolean isComputed() {
    return query.equals(COMPUTED);
  }

  /** {@code basket_pe(basket STRING, on_day DATE, basis STRING)}. */
  public String signature() {
    return name
        + parameters.stream()
            .map(parameter -> parameter.name() + " " + parameter.type())
            .toList()
            .toString()
            .replace('[', '(')
            .replace(']', ')');
  }

  /**
   * The query with arguments.
   *
   * @param arguments SQL expressions in the order of the parameters
   * @param variant SQL of the results that count
   * @param seen SQL of the rows that may be seen; {@code :day} stands for the valued day
   */
  public String of(List<String> arguments, String variant, String seen) {
    String text = query.replace(":variant", variant);
    text = SEEN.matcher(text).replaceAll(m -> seen.replace(":day", ":" + m.group(1)));
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      String value = "CAST(" + arguments.get(i) + " AS " + parameter.type() + ")";
      text = text.replaceAll(":" + parameter.name() + "\\b", Matcher.quoteReplacement(value));
    }
    return text;
  }
}
