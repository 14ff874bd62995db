package org.rerate.jobs.serve;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rerate.domain.KnownNames;
import org.rerate.domain.RerateException;
import org.rerate.engine.filter.Filter;
import org.rerate.table.SqlFunction;
import org.rerate.table.SqlFunctions;

/** Which question in SQL a path and its parameters stand for. */
final class HttpPaths {

  private static final String FUNCTIONS = "/functions/";

  private static final String BASKETS = "/baskets";

  /** Parameters of every path that are no arguments. */
  private static final String FORMAT = "format";

  private HttpPaths() {}

  /**
   * The question of an address.
   *
   * @param variant the results that the functions read
   * @return empty if there is nothing at this path
   * @throws RerateException with {@code USAGE} for a parameter that is missing or not known
   */
  static Optional<String> sql(URI address, Filter variant) {
    String path = address.getPath();
    Map<String, String> given = parameters(address);
    if (path.equals("/sql")) {
      return Optional.of(only(given, "q").get("q"));
    }
    if (path.equals(BASKETS)) {
      only(given);
      return Optional.of(BasketQueries.BASKETS);
    }
    if (path.startsWith(BASKETS + "/") && path.endsWith("/pe")) {
      return Optional.of(
          ofBasket(
              path.substring(BASKETS.length() + 1, path.length() - "/pe".length()),
              given,
              variant));
    }
    if (path.startsWith(FUNCTIONS)) {
      return Optional.of(ofFunction(path.substring(FUNCTIONS.length()), given));
    }
    return Optional.empty();
  }

  /**
   * The parameters of an address, each the last of its name; {@code ?} and {@code &} alone none.
   */
  static Map<String, String> parameters(URI address) {
    Map<String, String> parameters = new LinkedHashMap<>();
    String query = address.getRawQuery();
    for (String part : query == null ? new String[0] : query.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      parameters.put(decoded(name), decoded(value));
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** All of {@code wanted} and nothing else. */
  private static Map<String, String> only(Map<String, String> given, String... wanted) {
    for (String name : wanted) {
      if (given.getOrDefault(name, "").isBlank()) {
        throw RerateException.usage(
            "the parameter " + name + " is missing", "Parameters are " + named(wanted));
      }
    }
    return known(given, wanted);
  }

  private static Map<String, String> known(Map<String, String> given, String... known) {
    List<String> names = new ArrayList<>(Arrays.asList(known));
    names.add(FORMAT);
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        throw RerateException.usage(
            "there is no parameter '" + name + "' here", "Parameters are " + named(known));
      }
    }
    return given;
  }

  private static String named(String... names) {
    return names.length == 0 ? FORMAT : String.join(", ", names) + " and " + FORMAT;
  }

  /** A day's values by sub-sector, or with from or to the history of one. */
  private static String ofBasket(String basket, Map<String, String> given, Filter variant) {
    known(given, "basis", "on", "from", "to", "subsector");
    String basis = given.getOrDefault("basis", "NTM");
    Optional<String> subsector = Optional.ofNullable(given.get("subsector"));
    return given.containsKey("from") || given.containsKey("to")
        ? BasketQueries.history(
            basket,
            subsector.orElse("ALL"),
            Optional.ofNullable(given.get("from")),
            Optional.ofNullable(given.get("to")),
            basis)
        : BasketQueries.values(
            basket, Optional.ofNullable(given.get("on")), basis, subsector, variant);
  }

  private static String ofFunction(String name, Map<String, String> given) {
    List<String> names = SqlFunctions.ALL.stream().map(SqlFunction::name).toList();
    SqlFunction function =
        SqlFunctions.ALL.stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    RerateException.usage(
                        "there is no function '" + name + "'", KnownNames.said(name, names)));
    String[] parameters =
        function.parameters().stream().map(SqlFunction.Parameter::name).toArray(String[]::new);
    only(given, parameters);
    return BasketQueries.call(
        name,
        function.parameters().stream()
            .map(parameter -> argument(parameter, given.get(parameter.name())))
            .toArray(String[]::new));
  }

  /** A list is given as its texts with commas between them. */
  private static String argument(SqlFunction.Parameter parameter, String value) {
    return parameter.type().startsWith("ARRAY")
        ? Arrays.stream(value.split(",", -1))
            .map(String::strip)
            .map(Filter::quoted)
            .collect(Collectors.joining(", ", "array(", ")"))
        : Filter.quoted(value);
  }
}
