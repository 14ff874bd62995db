package org.rerate.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.blocks.ReferenceData;
import org.rerate.blocks.SeriesStore;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Knowledge;
import org.rerate.domain.Membership;
import org.rerate.engine.delta.Warehouse;
import org.rerate.history.AsOf;
import org.rerate.ingest.load.Ingest;
import org.rerate.ingest.load.IngestOptions;
import org.rerate.ingest.load.QuarantineLimit;
import org.rerate.methodology.Methodology;
import org.rerate.testing.SparkTestBase;
import org.rerate.valuation.BasketRequest;
import org.rerate.valuation.Methods;
import org.rerate.valuation.Plan;
import org.rerate.valuation.Valuation;

/**
 * A random world with everything in it (splits, ADRs, vendor caps, EPS, stale prices, corrections,
 * ...): every number calculated again from the rows that explain lists is the stored one.
 */
class ExplainedWorldTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final List<Basis> BASES = Basis.parseList("CY2026,NTM,TTM,LFY,FY2");

  @Test
  void everyListedRowIsAllThatItTakes(@TempDir Path folder) throws IOException {
    Path world = sharedOrSkip("data/worlds/world-102");
    Warehouse warehouse = warehouse(folder);
    LocalDate today = LocalDate.parse("2026-11-21");
    Instant now = Instant.parse("2026-11-21T00:00:00Z");
    new Ingest(
            warehouse,
            new IngestOptions(null, Set.of(), new QuarantineLimit(0.05, 10), "r1", now, today),
            line -> {})
        .load(world.resolve("feed").toString());
    new SeriesStore(warehouse).catchUp("r1");
    int[] dates =
        Set.of(Files.readString(world.resolve("dates.txt")).trim().split("[,\\s]+")).stream()
            .mapToInt(date -> Days.of(LocalDate.parse(date)))
            .sorted()
            .toArray();
    int middle = dates[dates.length / 2];
    int[] valued = {middle, dates[dates.length - 1]};
    Set<String> seen = new TreeSet<>();
    AsOf asWas = new AsOf(Knowledge.AS_WAS, null);
    value(warehouse, AsOf.ALL, Methods.DEFAULT, valued);
    value(warehouse, asWas, Methods.DEFAULT, valued);
    for (Basis basis : BASES) {
      BasketExplanation number =
          explain(warehouse, AsOf.ALL, Methods.DEFAULT, "ALL", middle, basis);
      number.inputs().forEach(input -> seen.add(input.what()));
      number.members().forEach(member -> seen.add(member.capStatus()));
    }
    explain(warehouse, asWas, Methods.DEFAULT, "EX_MEMORY", valued[1], BASES.get(0));
    explain(warehouse, asWas, Methods.DEFAULT, "ALL", middle, BASES.get(1));
    assertThat(seen)
        .contains("membership", "line", "price", "shares", "rate", "vendor cap")
        .contains("split undone", "split since eps")
        .contains("net income, estimated", "net income, reported", "eps, estimated");
  }

  private static void value(Warehouse warehouse, AsOf asOf, Methodology methodology, int[] days) {
    List<BasketRequest> baskets = List.of(new BasketRequest("us-ai", Membership.POINT_IN_TIME));
    new Valuation(new ReferenceData(warehouse, asOf), "r1", line -> {})
        .write(Plan.of(methodology, asOf, days, BASES), baskets, List.of(), false);
  }

  private static BasketExplanation explain(
      Warehouse warehouse,
      AsOf asOf,
      Methodology methodology,
      String subsector,
      int day,
      Basis basis)
      throws IOException {
    BasketExplanation number =
        new BasketExplainer(warehouse, methodology, asOf)
            .explain(new ExplainRequest("us-ai", subsector, day, basis, Membership.POINT_IN_TIME));
    assertThat(number.isStored()).isTrue();
    assertThat(number.doubts()).isEmpty();
    assertThat(number.members()).isNotEmpty();
    assertThat(number.figures()).allMatch(Agreement::agrees);
    return number;
  }
}
