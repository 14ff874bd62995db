package org.rerate.engine.sql;

import java.util.List;

/**
 * Rows of table functions that are computed when they are asked for, not stored. Called on the
 * thread that analyses a query.
 */
public interface ComputedRows {

  /** Of sessions that compute nothing: no row of any function. */
  ComputedRows NONE = (function, arguments) -> "(SELECT 0 WHERE false)";

  /**
   * The rows of a call.
   *
   * @param function name of the function
   * @param arguments what the call names, in the order of the parameters: texts, and dates as ISO
   *     texts
   * @return the rows as SQL that can stand after FROM
   * @throws org.rerate.domain.RerateException with {@code USAGE} for an argument that is wrong
   */
  String of(String function, List<String> arguments);
}
