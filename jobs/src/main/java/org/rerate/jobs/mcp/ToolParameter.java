package org.rerate.jobs.mcp;

/**
 * A parameter of a tool.
 *
 * @param name its name
 * @param type its type in JSON Schema
 * @param isRequired true if a call without it is wrong
 * @param description what it means, and what stands in for it
 */
record ToolParameter(String name, String type, boolean isRequired, String description) {

  static final ToolParameter BASKET = required("basket", "basket_id, as the tool baskets lists it");

  static final ToolParameter ON =
      optional("on", "the day, as 2026-01-13; default: last valued day");

  static final ToolParameter BASIS =
      optional("basis", "earnings basis: NTM (default), FY1, FY2, LFY, TTM or a year, as CY2026");

  static final ToolParameter SUBSECTOR = optional("subsector", "a sub-sector, a composite, or ALL");

  static final ToolParameter MEMBERSHIP =
      optional("membership", "point_in_time (default) or backcast:DATE, the members of one day");

  static ToolParameter required(String name, String description) {
    return new ToolParameter(name, "string", true, description);
  }

  static ToolParameter optional(String name, String description) {
    return new ToolParameter(name, "string", false, description);
  }

  static ToolParameter count(String name, String description) {
    return new ToolParameter(name, "integer", false, description);
  }
}
