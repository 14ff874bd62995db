package org.rerate.measure;

import java.util.List;
import org.rerate.table.ResultProvider;
import org.rerate.table.TableSpec;

/**
 * One measure: reads what is visible, computes, and says which rows of its relation it replaces.
 * One that a jar adds is named in {@code META-INF/services/org.rerate.table.ResultProvider} there.
 */
public interface Measure extends ResultProvider {

  /** Name as a user types it, such as {@code capex-ratio}. */
  String name();

  /** What it measures, in a sentence. */
  String help();

  /** The options it understands, in the order in which help lists them. */
  List<MeasureOption> options();

  /** The relation that its rows go to. */
  @Override
  TableSpec table();

  /**
   * Computes without writing.
   *
   * @throws org.rerate.domain.RerateException with {@code USAGE} if an option makes no sense, or
   *     names what is not in the data
   */
  MeasureResult compute(MeasureRequest request);
}
