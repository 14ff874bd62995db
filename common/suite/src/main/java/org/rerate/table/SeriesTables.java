package org.rerate.table;

import static org.rerate.table.ColumnKind.INTEGER;
import static org.rerate.table.ColumnKind.LONG;
import static org.rerate.table.ColumnKind.TEXT;

/** Packed copies of the market tables, for our own reading; derived, and can be made anew. */
public final class SeriesTables {

  /** The kind of a row that is no block: up to which version a market table is packed. */
  public static final String MARK = "PACKED";

  /**
   * Blocks, and marks. A mark and the blocks it speaks of come in with one transaction, so a block
   * is never packed twice or left out.
   */
  public static final TableSpec BLOCKS =
      new TableBuilder("series", "blocks", "All versions of one key's facts, packed.")
          .key("kind", "series_key", "sub_key", "year", "run_id")
          .required("kind", TEXT, "", "what the block holds, or PACKED for a mark")
          .required("series_key", TEXT, "", "line or issuer; for a mark the market table")
          .required("sub_key", TEXT, "", "metric, or empty")
          .required("year", INTEGER, "", "year of the business days; 0 where not cut by year")
          .required("row_count", LONG, "rows", "rows in the block; for a mark a table version")
          .optional(
              "payload",
              ColumnKind.BYTES,
              "",
              "the packed rows; of a mark the state of the table",
              "an old mark")
          .required("run_id", TEXT, "", "run that packed it")
          .partitionBy("year")
          .build();

  /** Of the rows before a year, those that still count later; a mark says from which blocks. */
  public static final TableSpec CARRIED =
      new TableBuilder("series", "carried", "Rows of earlier years that can still count, packed.")
          .key("kind", "series_key", "sub_key", "year")
          .required("kind", TEXT, "", "what the block holds, or PACKED for a mark")
          .required("series_key", TEXT, "", "line or issuer; empty for a mark")
          .required("sub_key", TEXT, "", "metric, or empty")
          .required("year", INTEGER, "", "the rows are of earlier years than this")
          .required("row_count", LONG, "rows", "rows in the block; for a mark the blocks' version")
          .optional(
              "payload",
              ColumnKind.BYTES,
              "",
              "the packed rows; of a mark the state of the blocks",
              "an old mark")
          .required("run_id", TEXT, "", "run that packed it")
          .partitionBy("year")
          .build();

  private SeriesTables() {}
}
