package org.rerate.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Days;
import org.rerate.domain.Knowledge;
import org.rerate.domain.Membership;
import org.rerate.engine.delta.Warehouse;
import org.rerate.history.AsOf;
import org.rerate.testing.SparkTestBase;

/** A late estimate of one of two companies, between two that were there. */
class ChangeDetectionTest extends SparkTestBase {

  private static final AsOf LATEST = new AsOf(Knowledge.parse("latest"), null);
  private static final LocalDate FIRST = LocalDate.parse("2025-03-03");
  private static final int DAYS = 40;

  @Test
  void aLateEstimateCountsUntilTheNext(@TempDir Path folder) throws IOException {
    Warehouse warehouse = warehouse(folder.resolve("w"));
    WorldLoads.load(warehouse, world(folder.resolve("0")), 0);
    WorldLoads.value(warehouse, WorldLoads.named("steps"), LATEST, RecomputeScope.EVERYTHING);
    Map<String, String> read = WorldLoads.versions(warehouse);
    Path late = folder.resolve("1");
    Files.createDirectories(late);
    write(
        late,
        "estimates",
        "issuer_id,metric,period_end,as_of_date,mean,analyst_count,currency",
        estimate("A", 10, 130));
    WorldLoads.load(warehouse, late, 1);

    List<BasketRequest> requests =
        List.of(
            new BasketRequest("both", Membership.POINT_IN_TIME),
            new BasketRequest("former", Membership.POINT_IN_TIME));
    ReferenceData references = new ReferenceData(warehouse, LATEST);
    int[] calendar = references.valuationDays(Integer.MIN_VALUE, Integer.MAX_VALUE);
    ImpactedDays impact =
        ImpactAnalysis.since(warehouse, LATEST, List.of(read), requests).orElseThrow();
    ChangeDetection values = new ChangeDetection(references, WorldLoads.named("steps"), List.of());
    DayRanges week = DayRanges.of(days(10, 14));

    ImpactedDays narrowed = values.narrowed(impact, calendar, List.of("v"));
    assertThat(narrowed.issuers()).isEqualTo(Map.of("A", week));
    RecomputeScope scope =
        narrowed.scope(references.memberships(), requests, LATEST, calendar, List.of());
    assertThat(scope.issuers()).isEqualTo(Map.of("A", week));
    assertThat(scope.baskets()).isEqualTo(Map.of("both", week));
    assertThat(scope.needed()).isEqualTo(Map.of("A", week, "B", week));

    assertThat(values.narrowed(impact, calendar, List.of("another")).issuers())
        .as("stored numbers of which baskets may not have taken account")
        .isEqualTo(Map.of("A", DayRanges.of(days(10, DAYS))));
  }

  private static List<Integer> days(int from, int to) {
    int first = Days.of(FIRST);
    return IntStream.range(first + from, first + to).boxed().toList();
  }

  /** Estimates on the first day and two weeks later; a close every day. */
  private static Path world(Path folder) throws IOException {
    Files.createDirectories(folder);
    write(
        folder,
        "issuers",
        "issuer_id,name,region,domicile,reporting_currency,fiscal_year_end_month",
        "A,A,US,US,USD,12",
        "B,B,US,US,USD,12");
    write(
        folder,
        "securities",
        "security_id,issuer_id,ticker,mic,currency,share_class,ordinary_per_unit,is_primary",
        "A1,A,A,XNYS,USD,ordinary,1,true",
        "B1,B,B,XNYS,USD,ordinary,1,true");
    write(
        folder,
        "shares",
        "security_id,effective_date,shares_outstanding",
        "A1,2025-01-01,1000",
        "B1,2025-01-01,1000");
    String[] prices = new String[2 * DAYS];
    for (int i = 0; i < DAYS; i++) {
      prices[2 * i] = "A1," + FIRST.plusDays(i) + ",10";
      prices[2 * i + 1] = "B1," + FIRST.plusDays(i) + ",20";
    }
    write(folder, "prices", "security_id,trade_date,close", prices);
    write(
        folder,
        "estimates",
        "issuer_id,metric,period_end,as_of_date,mean,analyst_count,currency",
        estimate("A", 0, 100),
        estimate("A", 14, 140),
        estimate("B", 0, 200));
    write(folder, "baskets", "basket_id,name", "both,Both", "former,Had A until March 10");
    write(
        folder,
        "members",
        "basket_id,issuer_id,subsector,valid_from,valid_to",
        "both,A,CHIPS,2020-01-01,",
        "both,B,CHIPS,2020-01-01,",
        "former,A,CHIPS,2020-01-01,2025-03-10",
        "former,B,CHIPS,2020-01-01,");
    return folder;
  }

  private static String estimate(String issuer, int day, int mean) {
    return issuer + ",net_income,2025-12-31," + FIRST.plusDays(day) + "," + mean + ",9,USD";
  }

  private static void write(Path folder, String file, String header, String... rows)
      throws IOException {
    Files.writeString(
        folder.resolve(file + ".csv"), header + "\n" + String.join("\n", rows) + "\n");
  }
}
