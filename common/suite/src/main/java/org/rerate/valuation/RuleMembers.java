package org.rerate.valuation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Days;
import org.rerate.domain.Knowledge;
import org.rerate.domain.RerateException;
import org.rerate.domain.Status;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.KeySet;
import org.rerate.engine.sql.Leak;
import org.rerate.engine.sql.Reach;
import org.rerate.engine.sql.ReadOnly;
import org.rerate.engine.sql.Views;
import org.rerate.history.AsOf;
import org.rerate.history.MembershipHistory;
import org.rerate.methodology.Methodology;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * Chooses the members of a basket by its rule on each day of its calendar, by what was known on
 * that day: the query sees {@code companies} with the caps of the day, and each file of a feed
 * under its own name with the rows known by then. Stores nothing.
 */
public final class RuleMembers {

  private static final String COMPANIES = "companies";

  private static final StructType OF_COMPANIES =
      StructType.fromDDL(
          "issuer_id STRING, name STRING, region STRING, domicile STRING, subsector STRING,"
              + " cap_usd DOUBLE, cap_status STRING");

  /** A cap in USD, NaN if missing, and why. */
  private record Cap(double usd, Status status) {}

  private final Warehouse warehouse;
  private final Methodology methodology;
  private final AsOf asOf;
  private final ReferenceData references;

  /**
   * Rules over a warehouse; the packed series must be up to date.
   *
   * @param methodology how companies are valued
   * @param recorded rows taken in later are not seen; its knowledge is not looked at
   */
  public RuleMembers(Warehouse warehouse, Methodology methodology, AsOf recorded) {
    this.warehouse = warehouse;
    this.methodology = methodology;
    this.asOf = new AsOf(Knowledge.parse("as_was"), recorded.recordedBy());
    this.references = new ReferenceData(warehouse, asOf);
  }

  /**
   * The rows of the file {@code members} of a feed, header first.
   *
   * @param from first day of the calendar; null for the first valuation date
   * @param to last one; null for the last valuation date
   * @throws RerateException with {@code USAGE} without a valuation date, or if the query is wrong
   */
  public List<List<Object>> of(RuleBasket rule, LocalDate from, LocalDate to) {
    ReadOnly session = ReadOnly.of(warehouse, Filter.all(), "true", Reach.TABLES).newSession();
    check(rule, session.leak(rule.query()));
    StoredMembers stored = StoredMembers.read(rule.basketId(), session, asOf);
    List<LocalDate> chosen = days(rule, from, to, stored);
    MemberVersions versions = new MemberVersions();
    if (from != null && !chosen.isEmpty()) {
      membersBefore(rule.basketId(), chosen.get(0), versions);
    }
    Map<LocalDate, Map<String, Cap>> caps = caps(chosen);
    for (LocalDate day : chosen) {
      versions.turnTo(day, chosen(rule, day, session, caps.get(day)));
    }
    List<List<Object>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "basket_id",
            "issuer_id",
            "subsector",
            "valid_from",
            "valid_to",
            "inclusion_factor",
            "known_at",
            "retracted"));
    if (!chosen.isEmpty()) {
      versions
          .rows(stored.rows(), chosen.get(0))
          .forEach(version -> rows.add(row(rule.basketId(), version)));
    }
    return rows;
  }

  private static void check(RuleBasket rule, Leak leak) {
    if (leak == Leak.STORED) {
      throw RerateException.usage(
          "the rule "
              + rule.basketId()
              + " asks for stored tables or functions, which know more than"
              + " its day",
          "Ask for companies, or for a file by its name alone, as in FROM members");
    }
    if (leak != null) {
      throw RerateException.usage(
          "the rule " + rule.basketId() + " " + leak.words(),
          leak == Leak.STATEMENT
              ? "Write one query that chooses issuer_id and subsector"
              : "Write :day for the day of choice, and order rows by their values");
    }
  }

  /**
   * The days on which members are chosen. A range that begins within a period chooses on its first
   * day only where the basket begins; and days on which earlier runs chose are chosen anew, as what
   * follows a day depends on it.
   */
  private List<LocalDate> days(
      RuleBasket rule, LocalDate from, LocalDate to, StoredMembers stored) {
    LocalDate last =
        to == null || stored.lastDay() == null || !stored.lastDay().isAfter(to)
            ? to
            : stored.lastDay();
    boolean isBegun = from != null && stored.beginBefore(from);
    int[] days =
        references.valuationDays(
            from == null || isBegun ? Integer.MIN_VALUE : Days.of(from),
            last == null ? Integer.MAX_VALUE : Days.of(last));
    if (days.length == 0) {
      throw RerateException.usage(
          "no close is stored of any day of that range", "Load prices, or name other days");
    }
    return rule.calendar().firstDays(days).stream()
        .filter(day -> from == null || !day.isBefore(from))
        .toList();
  }

  /**
   * The file of a feed that is to hold the rows; its name tells them from members of other files.
   */
  public static String file(RuleBasket rule) {
    return StoredMembers.file(rule.basketId());
  }

  private static List<Object> row(String basket, MemberVersions.Version version) {
    return Arrays.asList(
        basket,
        version.issuerId(),
        version.place().subsector(),
        version.validFrom().toString(),
        version.validTo() == null ? null : version.validTo().toString(),
        version.place().factor(),
        Days.instant(Days.endOf(Days.of(version.knownOn()))).toString(),
        version.retracted() ? "true" : null);
  }

  private void membersBefore(String basket, LocalDate day, MemberVersions versions) {
    int before = Days.of(day) - 1;
    for (MembershipHistory.MemberRow row :
        references.memberships().rowsOn(basket, before, asOf.knowledge().limit(before))) {
      versions.isMember(
          row.member().issuerId(),
          new MemberVersions.Place(row.member().subsector(), row.member().factor()),
          Days.date(row.validFrom()));
    }
  }

  /** The caps of all issuers, as valued on each day with its knowledge. */
  private Map<LocalDate, Map<String, Cap>> caps(List<LocalDate> on) {
    int[] days = on.stream().mapToInt(Days::of).toArray();
    Plan plan = Plan.of(methodology, asOf, days, List.of()).withoutBases();
    Map<LocalDate, Map<String, Cap>> caps = new HashMap<>();
    on.forEach(day -> caps.put(day, new TreeMap<>()));
    new IssuerValuation(references, false)
            .value(
                "caps for a rule",
                plan,
                references.rates(days, methodology.fxMaxAgeDays()),
                KeySet.ALL)
            .stream()
            .filter(IssuerBlock::isCap)
            .forEach(
                block -> {
                  for (int i = 0; i < block.size(); i++) {
                    caps.get(Days.date(block.days()[i]))
                        .put(block.issuerId(), new Cap(block.usd()[i], block.status(i)));
                  }
                });
    return caps;
  }

  private Map<String, MemberVersions.Place> chosen(
      RuleBasket rule, LocalDate day, ReadOnly session, Map<String, Cap> caps) {
    for (FeedSpec feed : MarketTables.ALL) {
      if (asks(rule, feed.name()) || feed.equals(MarketTables.ISSUERS)) {
        session.answer(
            "CREATE OR REPLACE TEMPORARY VIEW "
                + feed.name()
                + " AS "
                + Views.knownOn(feed, day, asOf.recordedBy()),
            done -> {});
      }
    }
    Map<String, String> subsectors = subsectors(rule.basketId(), day);
    List<Row> companies = new ArrayList<>();
    session.answer(
        "SELECT issuer_id, name, region, domicile FROM issuers",
        rows ->
            rows.collectAsList()
                .forEach(
                    row -> companies.add(company(row, subsectors, caps.get(row.getString(0))))));
    session.spark().createDataFrame(companies, OF_COMPANIES).createOrReplaceTempView(COMPANIES);
    Map<String, MemberVersions.Place> places = new TreeMap<>();
    session.answer(
        rule.query().replaceAll(":day\\b", "DATE'" + day + "'"),
        rows -> {
          check(rule, ReadOnly.leak(rows));
          file(rule, day, rows, places);
        });
    return places;
  }

  private static boolean asks(RuleBasket rule, String name) {
    return rule.query().toLowerCase(Locale.ROOT).matches("(?s).*\\b" + name + "\\b.*");
  }

  private static Row company(Row issuer, Map<String, String> subsectors, Cap cap) {
    boolean isMissing = cap == null || Double.isNaN(cap.usd());
    return RowFactory.create(
        issuer.getString(0),
        issuer.getString(1),
        issuer.getString(2),
        issuer.getString(3),
        subsectors.get(issuer.getString(0)),
        isMissing ? null : cap.usd(),
        cap == null ? Status.NO_SHARES.name() : cap.status().name());
  }

  /** The sub-sector of each issuer in the first of the other baskets, by name, that has it. */
  private Map<String, String> subsectors(String own, LocalDate day) {
    int on = Days.of(day);
    Map<String, String> subsectors = new HashMap<>();
    for (String basket : references.memberships().baskets()) {
      if (!basket.equals(own)) {
        references
            .memberships()
            .on(basket, on, asOf.knowledge().limit(on))
            .forEach(member -> subsectors.putIfAbsent(member.issuerId(), member.subsector()));
      }
    }
    return subsectors;
  }

  private static void file(
      RuleBasket rule, LocalDate day, Dataset<Row> rows, Map<String, MemberVersions.Place> places) {
    List<String> columns = List.of(rows.columns());
    if (!columns.contains("issuer_id") || !columns.contains("subsector")) {
      throw RerateException.usage(
          "the rule " + rule.basketId() + " chooses the columns " + String.join(", ", columns),
          "Choose issuer_id, subsector and, if it is not 1, inclusion_factor");
    }
    for (Row row : rows.collectAsList()) {
      String issuer = row.getAs("issuer_id");
      String subsector = row.getAs("subsector");
      Number factor = columns.contains("inclusion_factor") ? row.getAs("inclusion_factor") : 1;
      if (issuer == null || subsector == null || factor == null) {
        throw RerateException.usage(
            "the rule " + rule.basketId() + " leaves issuer_id or subsector missing on " + day,
            "Leave such rows out, or write coalesce(subsector, 'OTHER') AS subsector");
      }
      if (places.put(issuer, new MemberVersions.Place(subsector, factor.doubleValue())) != null) {
        throw RerateException.usage(
            "the rule " + rule.basketId() + " chooses " + issuer + " twice on " + day,
            "Choose each issuer once");
      }
    }
  }
}
