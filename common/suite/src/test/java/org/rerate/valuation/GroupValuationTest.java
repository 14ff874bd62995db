package org.rerate.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Days;
import org.rerate.domain.Knowledge;
import org.rerate.domain.Membership;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.sql.ComputedRows;
import org.rerate.history.AsOf;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.Methodology;
import org.rerate.table.FigureTables;
import org.rerate.table.MarketTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.testing.RandomWorld;
import org.rerate.testing.SparkTestBase;

/** A group that nobody stored has the numbers of a stored basket with the same members. */
class GroupValuationTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final AsOf LATEST = new AsOf(Knowledge.parse("latest"), null);
  private static final AsOf AS_WAS = new AsOf(Knowledge.parse("as_was"), null);

  private static final int DAYS = 4;

  private static final int VALUED = 12;

  @TempDir static Path folder;
  private static Warehouse warehouse;

  @BeforeAll
  static void load() throws IOException {
    warehouse = new GroupValuationTest().warehouse(folder.resolve("w"));
    RandomWorld world = new RandomWorld(23);
    world.begin(folder.resolve("feed"));
    WorldLoads.load(warehouse, folder.resolve("feed"), 0);
    world.restate(folder.resolve("later"), 12);
    WorldLoads.load(warehouse, folder.resolve("later"), 1);
    for (AsOf asOf : List.of(LATEST, AS_WAS)) {
      value(asOf);
    }
  }

  /** The last days alone, which is enough to compare and soon done. */
  private static void value(AsOf asOf) {
    ReferenceData references = new ReferenceData(warehouse, asOf);
    int[] all = references.valuationDays(Integer.MIN_VALUE, Integer.MAX_VALUE);
    int[] days = Arrays.copyOfRange(all, Math.max(0, all.length - VALUED), all.length);
    new Valuation(references, "v", line -> {})
        .write(
            Plan.of(named(asOf), asOf, days, List.of()),
            references.memberships().baskets().stream()
                .map(basket -> new BasketRequest(basket, Membership.POINT_IN_TIME))
                .toList(),
            List.of(),
            false);
  }

  private static Methodology named(AsOf asOf) {
    return WorldLoads.named(asOf.knowledge().toString());
  }

  /** The newest stored rows of whole baskets on NTM earnings, under what was seen. */
  private static List<Row> stored(TableSpec table, AsOf asOf) {
    return warehouse.read(table).collectAsList().stream()
        .filter(row -> row.getAs("methodology").equals(named(asOf).name()))
        .filter(row -> row.getAs("subsector").equals("ALL") && row.getAs("basis").equals("NTM"))
        .filter(row -> row.getAs("membership").equals("point_in_time"))
        .toList();
  }

  /** Members of a row's basket and day, if they count in full. */
  private static List<String> members(Row row, AsOf asOf) {
    int day = Days.of(row.<Date>getAs("valuation_date").toLocalDate());
    List<Member> members =
        new ReferenceData(warehouse, asOf)
            .memberships()
            .on(row.getAs("basket_id"), day, asOf.knowledge().limit(day));
    return members.stream().allMatch(member -> member.factor() == 1)
        ? members.stream().map(Member::issuerId).toList()
        : List.of();
  }

  private static String text(Row row, String... columns) {
    List<String> cells = new ArrayList<>();
    for (String column : columns) {
      cells.add(column + "=" + row.getAs(column));
    }
    return String.join(" ", cells);
  }

  private static List<Row> asked(String function, AsOf asOf, Object... arguments) {
    ComputedRows.Computed answer =
        new ComputedFunctions(warehouse, named(asOf), asOf).of(function, List.of(arguments));
    return warehouse.spark().createDataFrame(answer.rows(), answer.type()).collectAsList();
  }

  @Test
  void itsValueIsThatOfTheBasketToTheLastBit() {
    String[] same = {
      "valuation_date",
      "basis",
      "pe",
      "pe_zero_floor",
      "pe_ex_losses",
      "pe_median",
      "coverage",
      "cap_usd",
      "matched_cap_usd",
      "earnings_usd",
      "member_count",
      "capped_count",
      "matched_count",
      "negative_count",
      "status"
    };
    for (AsOf asOf : List.of(LATEST, AS_WAS)) {
      int valued = 0;
      int missing = 0;
      for (Row row : stored(ValuationTables.BASKET_VALUATIONS, asOf)) {
        boolean isMissing = row.getAs("pe") == null;
        List<String> members = members(row, asOf);
        if (members.isEmpty() || (isMissing ? missing++ : valued++) >= DAYS) {
          continue;
        }
        LocalDate day = row.<Date>getAs("valuation_date").toLocalDate();
        assertThat(asked("pe_of", asOf, members, day, "NTM"))
            .singleElement()
            .satisfies(one -> assertThat(text(one, same)).isEqualTo(text(row, same)));
      }
      assertThat(valued).as("with a P/E under " + asOf.knowledge()).isPositive();
    }
  }

  @Test
  void itsMultiplesAreThoseOfTheBasketToTheLastBit() {
    String[] same = {
      "multiple", "value", "numerator_usd", "denominator_usd", "coverage", "matched_count", "status"
    };
    Map<String, List<Row>> byBasketAndDay = new TreeMap<>();
    stored(FigureTables.BASKET_MULTIPLES, LATEST)
        .forEach(
            row ->
                byBasketAndDay
                    .computeIfAbsent(
                        row.getAs("basket_id") + " " + row.getAs("valuation_date"),
                        key -> new ArrayList<>())
                    .add(row));
    assertThat(byBasketAndDay).isNotEmpty();
    byBasketAndDay.values().stream()
        .filter(rows -> !members(rows.get(0), LATEST).isEmpty())
        .limit(DAYS)
        .forEach(
            rows ->
                assertThat(
                        asked(
                            "multiples_of",
                            LATEST,
                            members(rows.get(0), LATEST),
                            rows.get(0).<Date>getAs("valuation_date").toLocalDate(),
                            "NTM"))
                    .map(row -> text(row, same))
                    .containsExactlyInAnyOrderElementsOf(
                        rows.stream().map(row -> text(row, same)).toList()));
  }

  @Test
  void itsHistoryIsItsValueOfEachDay() {
    int[] days = new ReferenceData(warehouse, AS_WAS).span();
    LocalDate last = Days.date(days[1]);
    List<String> ids = List.of(anIssuer());
    List<Row> history = asked("history_of", AS_WAS, ids, last.minusYears(2), last, "NTM");
    assertThat(history).hasSizeGreaterThan(DAYS);
    assertThat(history).isSortedAccordingTo((a, b) -> a.getDate(0).compareTo(b.getDate(0)));
    for (Row row : List.of(history.get(0), history.get(history.size() - 1))) {
      assertThat(asked("pe_of", AS_WAS, ids, row.getDate(0).toLocalDate(), "NTM"))
          .containsExactly(row);
    }
  }

  private static String anIssuer() {
    return warehouse.read(MarketTables.ISSUERS.table()).first().getAs("issuer_id");
  }

  /** A line stands for its issuer, and both together for one member. */
  @Test
  void anIssuerIsCountedOnceByWhateverNames() {
    Row line = warehouse.read(MarketTables.SECURITIES.table()).first();
    LocalDate day = Days.date(new ReferenceData(warehouse, LATEST).span()[1]);
    String issuer = line.getAs("issuer_id");
    String security = line.getAs("security_id");
    List<Row> alone = asked("pe_of", LATEST, List.of(issuer), day, "NTM");
    assertThat(asked("pe_of", LATEST, List.of(security), day, "NTM")).isEqualTo(alone);
    assertThat(asked("pe_of", LATEST, List.of(security, issuer), day, "NTM")).isEqualTo(alone);
  }

  @Test
  void whatIsNotThereIsAnErrorThatSaysWhatIs() {
    LocalDate day = Days.date(new ReferenceData(warehouse, LATEST).span()[1]);
    assertThatThrownBy(() -> asked("pe_of", LATEST, List.of("NOBODY"), day, "NTM"))
        .isInstanceOf(RerateException.class)
        .hasMessageContaining("there is no issuer or security 'NOBODY'. Known are ")
        .hasMessageContaining(anIssuer());
    assertThatThrownBy(() -> asked("pe_of", LATEST, List.of(), day, "NTM"))
        .hasMessageContaining("the list of companies is empty. Name some by issuer_id");
    assertThatThrownBy(() -> asked("pe_of", LATEST, List.of(anIssuer()), day.plusYears(1), "NTM"))
        .hasMessageContaining(
            "no close is stored of "
                + day.plusYears(1)
                + ". The last day before that has one is "
                + day);
  }
}
