package org.rerate.jobs.mcp;

import java.util.List;
import org.rerate.jobs.serve.Questions;
import org.rerate.table.ColumnSpec;

/** A tool of an analyst's assistant. It only reads; several threads may call it. */
interface AnalystTool {

  /** What the assistant calls it by. */
  String name();

  /** A heading for people. */
  String title();

  /** What it answers and when to use it, for the assistant. */
  String description();

  /** What it takes. */
  List<ToolParameter> parameters();

  /** The columns of its rows; empty if a call decides on them. */
  List<ColumnSpec> columns();

  /**
   * Answers a call.
   *
   * @throws org.rerate.domain.RerateException for what does not exist, naming what does
   */
  ToolAnswer answer(ToolArguments given, Questions.Asked asked);
}
