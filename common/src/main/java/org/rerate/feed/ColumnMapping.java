package org.rerate.feed;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Map;

/**
 * How the text of one feed column is made from a vendor's record.
 *
 * @param from the vendor's column, or null
 * @param constant the text for every row, or null
 * @param fileKey the part of the file's name that is the text, or null
 * @param optional true if the vendor's file may lack the column
 * @param lookup texts that stand for others; empty if none
 * @param otherwise what a text that {@code lookup} does not have becomes; null: it stays
 * @param replace pieces of text and what they become
 * @param dateFormat the vendor's date pattern, or null for ISO
 * @param decimal the vendor's decimal mark
 * @param grouping the vendor's mark between thousands, or empty
 * @param factor what numbers are multiplied by, or null
 */
record ColumnMapping(
    String from,
    String constant,
    String fileKey,
    boolean optional,
    Map<String, String> lookup,
    String otherwise,
    Map<String, String> replace,
    String dateFormat,
    String decimal,
    String grouping,
    BigDecimal factor)
    implements Serializable {

  /** The column of that name as it is. */
  static ColumnMapping same(String column) {
    return new ColumnMapping(
        column, null, null, true, Map.of(), null, Map.of(), null, ".", "", null);
  }
}
