package org.rerate.jobs.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.rerate.action.ActionContext;
import org.rerate.table.SqlFunction;
import org.rerate.table.SqlFunctions;

/** The description of the paths of the HTTP door in the form of OpenAPI 3.1. */
final class OpenApi {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String TEXT = "STRING";

  private OpenApi() {}

  static String json() {
    ObjectNode root = JSON.createObjectNode().put("openapi", "3.1.0");
    root.putObject("info")
        .put("title", "Rerate")
        .put("version", ActionContext.VERSION)
        .put("description", "Valuations of baskets of companies, read-only.");
    ObjectNode schemes = root.putObject("components").putObject("securitySchemes");
    schemes.putObject("bearer").put("type", "http").put("scheme", "bearer");
    schemes.putObject("basic").put("type", "http").put("scheme", "basic");
    root.putArray("security").addObject();
    ((ArrayNode) root.get("security")).addObject().putArray("bearer");
    ((ArrayNode) root.get("security")).addObject().putArray("basic");
    ObjectNode paths = root.putObject("paths");
    ArrayNode sql =
        path(paths, "/sql", "The answer to a query over raw, market, valuation and ops");
    parameter(sql, "q", TEXT, "query", true, "the query");
    path(paths, "/baskets", "The baskets");
    ArrayNode pe =
        path(
            paths,
            "/baskets/{basket}/pe",
            "P/Es of a basket by sub-sector on a day; with from or to the history of one sub-sector");
    parameter(pe, "basket", TEXT, "path", true, "the basket, such as us-ai");
    parameter(pe, "basis", TEXT, "query", false, "basis of earnings (default NTM)");
    parameter(pe, "on", "DATE", "query", false, "the day (default: the last valued one)");
    parameter(pe, "from", "DATE", "query", false, "first day of a history");
    parameter(pe, "to", "DATE", "query", false, "last day of a history");
    parameter(pe, "subsector", TEXT, "query", false, "a sub-sector, ALL or a composite");
    for (SqlFunction function : SqlFunctions.ALL) {
      ArrayNode parameters =
          path(paths, "/functions/" + function.name(), "Columns: " + function.answer());
      function
          .parameters()
          .forEach(
              one ->
                  parameter(
                      parameters,
                      one.name(),
                      one.type(),
                      "query",
                      true,
                      one.type().startsWith("ARRAY")
                          ? "several, with commas between them"
                          : one.name()));
    }
    return root.toPrettyString() + "\n";
  }

  /** Adds a path; its parameters. */
  private static ArrayNode path(ObjectNode paths, String path, String summary) {
    ObjectNode get = paths.putObject(path).putObject("get").put("summary", summary);
    ArrayNode parameters = get.putArray("parameters");
    ObjectNode format = parameters.addObject().put("name", "format").put("in", "query");
    ObjectNode schema = format.putObject("schema").put("type", "string").put("default", "csv");
    ArrayNode words = schema.putArray("enum");
    ObjectNode responses = get.putObject("responses");
    ObjectNode content =
        responses.putObject("200").put("description", "the rows").putObject("content");
    Arrays.stream(HttpFormat.values())
        .forEach(
            one -> {
              words.add(one.word());
              content.putObject(one.type().replaceAll(";.*", ""));
            });
    responses.putObject("400").put("description", "the question is wrong; the text says how");
    responses.putObject("401").put("description", "the token is missing or wrong");
    responses.putObject("403").put("description", "the statement is not allowed here");
    responses.putObject("413").put("description", "the answer has too many rows");
    responses.putObject("429").put("description", "too many questions at once");
    responses.putObject("503").put("description", "the question took too long or too much memory");
    return parameters;
  }

  private static void parameter(
      ArrayNode parameters,
      String name,
      String type,
      String in,
      boolean isRequired,
      String description) {
    ObjectNode node =
        parameters
            .addObject()
            .put("name", name)
            .put("in", in)
            .put("required", isRequired)
            .put("description", description);
    ObjectNode schema = node.putObject("schema");
    schema.put("type", type.equals("INT") ? "integer" : "string");
    if (type.equals("DATE")) {
      schema.put("format", "date");
    }
  }
}
