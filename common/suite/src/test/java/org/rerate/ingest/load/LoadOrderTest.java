package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.engine.delta.Warehouse;

/** The same facts in another order, in other files, or twice over leave the same tables. */
class LoadOrderTest {

  private static final String PRICES = "security_id,trade_date,close,known_at,retracted";

  private static final String MEMBERS = "basket_id,issuer_id,subsector,valid_from,valid_to";

  @TempDir Path folder;

  private Path feed(String name, String... filesAndLines) {
    Path feed = folder.resolve(name);
    for (int i = 0; i < filesAndLines.length; i += 2) {
      SharedSession.write(feed, filesAndLines[i] + ".csv", filesAndLines[i + 1]);
    }
    return feed;
  }

  private static String lines(String header, List<String> rows) {
    return header + "\n" + String.join("\n", rows) + "\n";
  }

  /** What is stored, but for where it came from. */
  private List<String> stored(String warehouse, Path... feeds) {
    Warehouse opened = SharedSession.warehouse(folder.resolve(warehouse));
    for (int i = 0; i < feeds.length; i++) {
      Loads.load(opened, feeds[i], "r" + i, 1.0);
    }
    return Stream.of("issuers", "securities", "prices")
        .flatMap(
            file ->
                opened
                    .spark()
                    .sql(
                        "SELECT to_json(struct(* EXCEPT (source_file, source_line, run_id,"
                            + " ingested_at, delivered_at))) FROM market."
                            + file)
                    .collectAsList()
                    .stream()
                    .map(row -> row.getString(0)))
        .sorted()
        .toList();
  }

  @Test
  void orderSplitsAndOverlapsDoNotMatter() {
    List<String> prices = new ArrayList<>();
    for (int day = 1; day <= 28; day++) {
      prices.add(String.format("A.1,2026-01-%02d,%d,,", day, 10 + day));
      prices.add(String.format("B.1,2026-01-%02d,%d,,", day, 50 + day));
    }
    prices.add("A.1,2026-01-05,99,2026-02-01T00:00:00Z,");
    prices.add("A.1,2026-01-06,,2026-02-02T00:00:00Z,true");
    prices.add("A.1,2026-01-06,17,2026-02-03T00:00:00Z,");
    String issuers = "issuer_id,name,region\nA,A,US\nB,B,US\n";
    String securities = "security_id,issuer_id,ticker,currency\nA.1,A,A,USD\nB.1,B,B,USD\n";
    List<String> atOnce =
        stored(
            "at-once",
            feed(
                "one",
                "issuers",
                issuers,
                "securities",
                securities,
                "prices",
                lines(PRICES, prices)));

    List<String> late = new ArrayList<>(prices.subList(40, prices.size()));
    java.util.Collections.reverse(late);
    // Prices before the lines that they are of, which are held until those come; then overlaps.
    Path first = feed("late", "issuers", issuers, "prices", lines(PRICES, late));
    Path second =
        feed(
            "parts",
            "securities",
            securities,
            "prices/b",
            lines(PRICES, prices.subList(20, 50)),
            "prices/a",
            lines(PRICES, prices.subList(0, 30)));
    assertThat(stored("in-turn", first, second, second)).hasSize(63).isEqualTo(atOnce);
  }

  @Test
  void overlappingMembershipsAreRefusedBothWaysRound() {
    String issuers = "issuer_id,name,region\nA,A,US\n";
    Path early =
        feed("early", "issuers", issuers, "members", MEMBERS + "\nb,A,S,2020-01-01,2022-01-01\n");
    Path later = feed("later", "issuers", issuers, "members", MEMBERS + "\nb,A,S,2021-01-01,\n");
    assertThat(members("forth", early, later))
        .containsExactly("2020-01-01 kept", "2021-01-01 held");
    assertThat(members("back", later, early)).containsExactly("2020-01-01 held", "2021-01-01 kept");
  }

  private List<String> members(String warehouse, Path... feeds) {
    stored(warehouse, feeds);
    return SharedSession.warehouse(folder.resolve(warehouse))
        .spark()
        .sql(
            "SELECT concat(valid_from, ' kept') FROM market.members UNION ALL"
                + " SELECT concat(split(record, ',')[3], ' held') FROM raw.quarantine"
                + " WHERE array_contains(rules, 'OVERLAPPING_MEMBERSHIP') ORDER BY 1")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
