package org.rerate.jobs.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;
import org.rerate.table.ColumnSpec;

/** JSON Schemas of what tools take and answer, from the declarations of parameters and columns. */
final class AnswerSchema {

  private AnswerSchema() {}

  /** What a tool takes. */
  static Map<String, Object> input(List<ToolParameter> parameters) {
    Map<String, Object> properties = new LinkedHashMap<>();
    parameters.forEach(
        one ->
            properties.put(
                one.name(), Map.of("type", one.type(), "description", one.description())));
    Map<String, Object> schema = object(properties);
    schema.put(
        "required",
        parameters.stream().filter(ToolParameter::isRequired).map(ToolParameter::name).toList());
    schema.put("additionalProperties", false);
    return schema;
  }

  /** What a tool answers; rows have {@code columns}, or any where there are none. */
  static Map<String, Object> output(List<ColumnSpec> columns) {
    Map<String, Object> row = new LinkedHashMap<>();
    columns.forEach(column -> row.put(column.name(), column(column)));
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("rows", Map.of("type", "array", "items", object(row)));
    properties.put("row_count", described("integer", "rows of this answer"));
    properties.put("is_cut", described("boolean", "true if there are more rows than these"));
    properties.put(
        "status",
        orNull(
            "string", "of the headline (ALL, or the last day): OK, or why its number is missing"));
    properties.put(
        "causes", described("object", "each status of the rows that is not OK, in words"));
    properties.put("coverage", orNull("object", "how many members the headline is of"));
    properties.put(
        "remarks",
        Map.of(
            "type", "array",
            "items", Map.of("type", "string"),
            "description", "what must be said beside the numbers"));
    properties.put("details", orNull("object", "what does not fit rows"));
    properties.put(
        "provenance",
        described("object", "by which rules, of which tables and runs; notices about the data"));
    Map<String, Object> schema = object(properties);
    schema.put("required", List.copyOf(properties.keySet()));
    return schema;
  }

  private static Map<String, Object> object(Map<String, Object> properties) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    return schema;
  }

  private static Map<String, Object> described(String type, String description) {
    return Map.of("type", type, "description", description);
  }

  private static Map<String, Object> orNull(String type, String description) {
    return Map.of("type", List.of(type, "null"), "description", description);
  }

  private static Map<String, Object> column(ColumnSpec column) {
    return orNull(type(column.kind().type()), column.comment());
  }

  private static String type(DataType type) {
    if (type instanceof BooleanType) {
      return "boolean";
    }
    if (type instanceof ArrayType) {
      return "array";
    }
    if (type instanceof IntegralType) {
      return "integer";
    }
    return type instanceof NumericType ? "number" : "string";
  }
}
