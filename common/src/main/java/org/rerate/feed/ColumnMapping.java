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
 * @param dividedBy the vendor's column that numbers are divided by, or null
 * @param append text that is put after a value that is there
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
    BigDecimal factor,
    String dividedBy,
    String append)
    implements Serializable {

  /** The column of that name as it is. */
  static ColumnMapping same(String column) {
    return new ColumnMapping(
        column, null, null, true, Map.of(), null, Map.of(), null, ".", "", null, null, "");
  }

  /** The same with words put in for their {names}; a column so named need not be in the file. */
  ColumnMapping with(Map<String, String> words) {
    String column = filled(from, words);
    String divisor = filled(dividedBy, words);
    String times = words.get("factor");
    return new ColumnMapping(
        column,
        filled(constant, words),
        fileKey,
        optional || (column != null && !column.equals(from)),
        lookup,
        otherwise,
        replace,
        dateFormat,
        decimal,
        grouping,
        factor == null || times == null ? factor : new BigDecimal(times),
        divisor == null || divisor.isEmpty() ? null : divisor,
        append);
  }

  /** {@code text} with words put in for their {names}. */
  static String filled(String text, Map<String, String> words) {
    String filled = text;
    for (Map.Entry<String, String> word : words.entrySet()) {
      filled = filled == null ? null : filled.replace("{" + word.getKey() + "}", word.getValue());
    }
    return filled;
  }
}
