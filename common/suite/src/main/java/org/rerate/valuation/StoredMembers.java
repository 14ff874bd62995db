package org.rerate.valuation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.rerate.domain.Days;
import org.rerate.domain.RerateException;
import org.rerate.engine.sql.ReadOnly;
import org.rerate.history.AsOf;
import org.rerate.table.VersionOrder;

/**
 * What earlier runs of a rule stored: of each key and each moment of knowledge the row that counts.
 * Rows of other files, such as a retraction by hand, are no part of it and stand as they are.
 */
final class StoredMembers {

  private static final String FOLDER = "members/rule-";

  private final List<MemberVersions.Version> rows = new ArrayList<>();

  private StoredMembers() {}

  /** The file of a feed that holds the rows of a rule; by its name they are known again. */
  static String file(String basket) {
    return FOLDER + basket + ".csv";
  }

  /**
   * Reads them.
   *
   * @param session answers questions about the tables
   * @param asOf rows taken in later than it says are not seen
   * @throws RerateException with {@code USAGE} if only other files brought members of the basket
   */
  static StoredMembers read(String basket, ReadOnly session, AsOf asOf) {
    StoredMembers stored = new StoredMembers();
    session.answer(
        "SELECT issuer_id, subsector, coalesce(inclusion_factor, 1D) AS factor, valid_from,"
            + " valid_to, unix_micros(known_at) AS known, retracted, source_file FROM"
            + " market.members WHERE basket_id = '"
            + basket.replace("\\", "\\\\").replace("'", "\\'")
            + "' AND unix_micros(ingested_at) <= "
            + asOf.recordedLimit()
            + "L QUALIFY row_number() OVER (PARTITION BY issuer_id, valid_from, known_at ORDER BY "
            + VersionOrder.WINNER_FIRST
            + ") = 1",
        found -> stored.take(basket, found.collectAsList()));
    return stored;
  }

  private void take(String basket, List<Row> found) {
    String other = null;
    for (Row row : found) {
      if (file(basket).equals(row.<String>getAs("source_file"))) {
        rows.add(version(row));
      } else if (!row.<Boolean>getAs("retracted")) {
        other = row.getAs("source_file");
      }
    }
    if (rows.isEmpty() && other != null) {
      throw RerateException.usage(
          "the basket " + basket + " has members from " + other + ", which no rule chose",
          "Give the file of the rule another name, which is that of its basket");
    }
  }

  private static MemberVersions.Version version(Row row) {
    return new MemberVersions.Version(
        row.getAs("issuer_id"),
        new MemberVersions.Place(row.getAs("subsector"), row.<Double>getAs("factor")),
        date(row.getAs("valid_from")),
        date(row.getAs("valid_to")),
        Days.date(Days.dayOf(row.<Long>getAs("known"))),
        row.<Boolean>getAs("retracted"));
  }

  /** Spark's settings choose the class of a date. */
  private static LocalDate date(Object value) {
    return value == null ? null : LocalDate.parse(value.toString());
  }

  /** The rows. */
  List<MemberVersions.Version> rows() {
    return rows;
  }

  /** The last day on which the rule is known to have chosen; null if it never did. */
  LocalDate lastDay() {
    return rows.stream()
        .map(MemberVersions.Version::knownOn)
        .max(LocalDate::compareTo)
        .orElse(null);
  }

  /** True if the rule had chosen before {@code day}. */
  boolean beginBefore(LocalDate day) {
    return rows.stream().anyMatch(row -> row.knownOn().isBefore(day));
  }
}
