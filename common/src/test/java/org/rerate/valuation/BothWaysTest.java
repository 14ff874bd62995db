package org.rerate.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.Knowledge;
import org.rerate.methodology.Methodology;
import org.rerate.series.AsOf;
import org.rerate.series.Rates;
import org.rerate.series.ReferenceData;
import org.rerate.storage.DataFile;
import org.rerate.storage.Warehouse;
import org.rerate.testing.RandomWorld;
import org.rerate.testing.SparkTestBase;

/** What is worked out in this process for few days is what Spark works out. */
class BothWaysTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final Methodology STEPS = WorldLoads.named("steps");

  private static final List<AsOf> CUTS =
      List.of(new AsOf(Knowledge.LATEST, null), new AsOf(Knowledge.AS_WAS, null));

  /** Results of a cut by when rows were taken in lie beside them, and are not looked at. */
  private static final List<AsOf> STORED =
      List.of(CUTS.get(0), CUTS.get(1), new AsOf(Knowledge.LATEST, WorldLoads.NOW));

  private static final List<String> RUNS = List.of("v");

  @Test
  void issuersAndTheirChanges(@TempDir Path folder) throws IOException {
    Warehouse warehouse = warehouse(folder.resolve("w"));
    RandomWorld world = new RandomWorld(3);
    world.begin(folder.resolve("0"));
    WorldLoads.load(warehouse, folder.resolve("0"), 0);
    for (AsOf asOf : STORED) {
      ReferenceData references = new ReferenceData(warehouse, asOf);
      new Valuation(references, "v", line -> {})
          .write(plan(references), WorldLoads.requests(warehouse, asOf), List.of(), false);
    }
    world.change(folder.resolve("1"), 12);
    WorldLoads.load(warehouse, folder.resolve("1"), 1);
    CUTS.forEach(asOf -> compare(new ReferenceData(warehouse, asOf)));
    CUTS.forEach(
        asOf ->
            compareRolling(
                new ReferenceData(warehouse, asOf), folder.resolve("w/valuation/rolling")));
  }

  /** The last days; few enough for both ways. */
  private static Plan plan(ReferenceData references) {
    int[] calendar = calendar(references);
    int[] days = Arrays.copyOfRange(calendar, Math.max(0, calendar.length - 60), calendar.length);
    return Plan.of(STEPS, references.asOf(), days, List.of());
  }

  private static int[] calendar(ReferenceData references) {
    return references.valuationDays(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private static void compare(ReferenceData references) {
    Plan plan = plan(references);
    Rates rates = references.rates(plan.days(), STEPS.fxMaxAgeDays());
    List<String> bySpark = bySpark(references, plan, rates, null);
    assertThat(bySpark).isNotEmpty();
    assertThat(here(references, plan, rates, null)).isEqualTo(bySpark);

    Set<String> some = Set.of(bySpark.get(0).split(" ", 2)[0]);
    assertThat(here(references, plan, rates, some))
        .isNotEmpty()
        .isEqualTo(bySpark(references, plan, rates, some));

    int begin = calendar(references)[0];
    int[] many = IntStream.range(begin, begin + 150).toArray();
    Plan all = Plan.of(STEPS, references.asOf(), many, List.of());
    Rates always = references.rates(all.days(), STEPS.fxMaxAgeDays());
    assertThat(here(references, all, always, some))
        .as("of few issuers any number of days")
        .isNotEmpty()
        .isEqualTo(bySpark(references, all, always, some));

    Map<String, DayRanges> changed =
        new ChangeDetection(references, STEPS, List.of()).bySpark(plan, rates, RUNS);
    assertThat(changed).isNotEmpty();
    assertThat(new ChangedInMemory(references, plan).changed(rates, RUNS)).hasValue(changed);
  }

  private void compareRolling(ReferenceData references, Path folder) {
    Map<String, Set<String>> baskets =
        WorldLoads.requests(references.warehouse(), references.asOf()).stream()
            .collect(
                Collectors.groupingBy(
                    request -> request.membership().toString(),
                    Collectors.mapping(BasketRequest::basketId, Collectors.toSet())));
    String one = baskets.values().iterator().next().iterator().next();
    Map<String, Set<String>> others = new HashMap<>();
    baskets.forEach(
        (membership, ids) ->
            others.put(
                membership,
                ids.stream().filter(id -> !id.equals(one)).collect(Collectors.toSet())));
    int[] calendar = calendar(references);
    RollingValuation rolling = new RollingValuation(references, STEPS, "v");
    List<Integer> windows = List.of(5, 130);
    List<RollingValuation.Part> all =
        List.of(new RollingValuation.Part(calendar[0], baskets, Set.of(), Set.of()));
    List<RollingValuation.Part> parts =
        List.of(
            new RollingValuation.Part(
                calendar[calendar.length - 20], others, Set.of("NTM"), Set.of("ALL")),
            new RollingValuation.Part(
                calendar[calendar.length - 30],
                Map.of(baskets.keySet().iterator().next(), Set.of(one)),
                Set.of(),
                Set.of()));
    for (List<RollingValuation.Part> asked : List.of(all, parts)) {
      assertThat(rows(folder, rolling.here(asked, windows).orElseThrow()))
          .isNotEmpty()
          .isEqualTo(rows(folder, rolling.bySpark(asked, windows)));
    }
  }

  private List<String> rows(Path folder, List<DataFile> files) {
    String[] paths =
        files.stream()
            .map(file -> folder.resolve(file.getName()).toString())
            .toArray(String[]::new);
    return spark().read().parquet(paths).collectAsList().stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }

  private static List<String> bySpark(
      ReferenceData references, Plan plan, Rates rates, Collection<String> issuers) {
    return texts(new IssuerValuation(references).value(plan, rates, issuers).collectAsList());
  }

  private static List<String> here(
      ReferenceData references, Plan plan, Rates rates, Collection<String> issuers) {
    return texts(IssuersInMemory.value(references, plan, rates, issuers).orElseThrow());
  }

  private static List<String> texts(List<IssuerBlock> blocks) {
    return blocks.stream()
        .map(
            block ->
                String.join(
                    " ",
                    block.getIssuerId(),
                    String.valueOf(block.getChunk()),
                    block.getBasis(),
                    Arrays.toString(block.getDay()),
                    Arrays.toString(block.getUsd()),
                    Arrays.toString(block.getCode())))
        .sorted()
        .toList();
  }
}
