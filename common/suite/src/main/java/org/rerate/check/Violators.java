package org.rerate.check;

/**
 * The rows that break an invariant, as pieces of SQL. Checks of one source are one pass over it.
 *
 * @param source relation, or query in brackets
 * @param scope text that names a row
 * @param expected what should be
 * @param actual what is
 * @param wrong true for a row that breaks it; null counts as false, so a condition says what null
 *     means
 */
record Violators(String source, String scope, String expected, String actual, String wrong) {

  /** A struct (name, scope, expected, actual) for a row that breaks it, else null. */
  String struct(String name) {
    return ("IF(%s, named_struct('name', '%s', 'scope', %s, 'expected', CAST(%s AS STRING),"
            + " 'actual', CAST(%s AS STRING)), NULL)")
        .formatted(wrong, name, scope, expected, actual);
  }
}
