package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.testing.SharedData;

/**
 * A real vendor's screening of some 900 US companies over twelve days of February 2026: prices, the
 * vendor's caps (which begin on the 19th) and the consensus of the next twelve months' EPS.
 */
class RealConsensusTest {

  private record Value(String pe, int members, int capped, String status) {}

  @Test
  void theSevenAndTheIndexAreValuedOrSayWhyNot(@TempDir Path folder) {
    Path consensus = SharedData.findOrSkip("data/real/consensus-us");
    Path constituents = SharedData.findOrSkip("data/real/constituents");
    Cli cli = new Cli(folder.resolve("warehouse"));
    String seven = SharedData.repository().resolve("examples/magnificent-7").toString();
    assertThat(cli.run("ingest", consensus.toString(), "--source", "consensus-us").status())
        .isZero();
    assertThat(cli.run("ingest", constituents.toString(), "--source", "sp500").status()).isZero();
    assertThat(cli.run("ingest", seven).status()).isZero();
    Cli.Ended valued = cli.run("value", "--methodology", "broad", "--bases", "NTM");
    assertThat(valued.err()).contains("Valuing 12 days");
    assertThat(valued.status()).isZero();

    Map<String, Value> values = values(cli);
    Value first = values.get("sp500 2026-02-06");
    assertThat(first.status()).isEqualTo("NO_COVERAGE");
    assertThat(first.members()).isEqualTo(503);
    Value thin = values.get("sp500 2026-02-18");
    assertThat(thin.status()).isEqualTo("LOW_MEMBER_COVERAGE");
    assertThat(thin.pe()).isEmpty();
    assertThat(thin.capped()).isPositive().isLessThan(10);
    for (String day : List.of("2026-02-20", "2026-02-23", "2026-02-24")) {
      Value index = values.get("sp500 " + day);
      assertThat(index.status()).isEqualTo("OK");
      assertThat(index.capped()).isGreaterThan(475);
      // So did the published figure of the index: 22x.
      assertThat(Double.parseDouble(index.pe())).isBetween(21.5, 22.5);
      Value few = values.get("mag-7 " + day);
      assertThat(few.capped()).isEqualTo(7);
      assertThat(Double.parseDouble(few.pe())).isBetween(25.0, 29.0);
    }
    assertThat(subsectors(cli)).hasSize(11);
  }

  private static Map<String, Value> values(Cli cli) {
    Map<String, Value> values = new TreeMap<>();
    for (String line :
        rows(
            cli,
            "SELECT basket_id, valuation_date, pe, member_count, capped_count, status FROM"
                + " valuation.basket_valuations WHERE subsector = 'ALL'")) {
      String[] cells = line.split(",", -1);
      values.put(
          cells[0] + " " + cells[1],
          new Value(cells[2], Integer.parseInt(cells[3]), Integer.parseInt(cells[4]), cells[5]));
    }
    return values;
  }

  private static List<String> subsectors(Cli cli) {
    return rows(
        cli,
        "SELECT DISTINCT subsector FROM valuation.basket_valuations WHERE basket_id = 'sp500' AND"
            + " subsector NOT IN ('ALL', 'EX_MEMORY')");
  }

  private static List<String> rows(Cli cli, String query) {
    List<String> lines = new ArrayList<>(cli.run("sql", "-e", query, "--format", "csv").lines());
    return lines.subList(1, lines.size());
  }
}
