package org.rerate.jobs.mcp;

import java.util.List;

/** The tools, in the order in which an assistant is told of them. */
final class AnalystTools {

  private AnalystTools() {}

  static List<AnalystTool> of(ToolContext context) {
    return List.of(
        new BasketsTool(context),
        new PeTool(context),
        new HistoryTool(context),
        new ChangeTool(context),
        new CompareTool(context),
        new ExplainTool(context),
        new DiffTool(context),
        new TablesTool(),
        new SqlTool());
  }
}
