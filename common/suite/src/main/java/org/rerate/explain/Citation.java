package org.rerate.explain;

import org.rerate.history.FactHistory;

/**
 * Names one row of a market table, as the packed series know it.
 *
 * @param table name of the market table
 * @param id the line, issuer or major currency
 * @param day business day; 0 for versions of a line
 * @param more what else tells facts of one day apart: basis, action, metric and period, basket
 * @param knownAt when it could be known, microseconds of UTC
 * @param deliveredAt when it was delivered, microseconds of UTC
 */
record Citation(String table, String id, int day, String more, long knownAt, long deliveredAt) {

  static Citation of(String table, String id, String more, FactHistory rows, int row) {
    return new Citation(table, id, rows.day(row), more, rows.knownAt(row), rows.deliveredAt(row));
  }
}
