package org.rerate.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Knowledge;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.exchange.Exchange.Sent;
import org.rerate.engine.exchange.Exchanges;
import org.rerate.engine.filter.KeySet;
import org.rerate.engine.parquet.DataFile;
import org.rerate.history.AsOf;
import org.rerate.history.Rates;
import org.rerate.methodology.Methodology;
import org.rerate.testing.RandomWorld;
import org.rerate.testing.Seeds;
import org.rerate.testing.ShuffledExchange;
import org.rerate.testing.SparkTestBase;
import org.rerate.value.BasketBlock;

/**
 * Every kernel makes the same of a random world on both transports, in 1, 2 and 7 partitions, in
 * whatever order its input comes.
 */
class KernelsTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final Methodology STEPS = WorldLoads.named("steps");

  private static final List<String> RUNS = List.of("v");

  private static final List<Integer> WINDOWS = List.of(5, 130);

  static List<Long> seeds() {
    return Seeds.all();
  }

  private static AsOf asOf(long seed) {
    return new AsOf(seed % 2 == 0 ? Knowledge.AS_WAS : Knowledge.LATEST, null);
  }

  private List<ReferenceData> all(Warehouse warehouse, long seed) {
    return Stream.concat(
            Stream.of(warehouse),
            ShuffledExchange.all(new JavaSparkContext(sc()), seed).stream()
                .map(exchange -> warehouse.with(Exchanges.always(exchange))))
        .map(one -> new ReferenceData(one, asOf(seed)))
        .toList();
  }

  /** What every exchange makes of it, which is the same. */
  private static <T> void assertSame(
      String what, List<ReferenceData> all, Function<ReferenceData, T> made) {
    T first = made.apply(all.get(0));
    assertThat(first).as(what).asString().hasSizeGreaterThan(10);
    all.subList(1, all.size())
        .forEach(one -> assertThat(made.apply(one)).as(what).isEqualTo(first));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sameOnEveryExchange(long seed, @TempDir Path folder) throws IOException {
    Warehouse warehouse = warehouse(folder.resolve("w"));
    RandomWorld world = new RandomWorld(seed);
    world.begin(folder.resolve("0"));
    WorldLoads.load(warehouse, folder.resolve("0"), 0);
    // Results of another cut lie beside, and are not looked at.
    for (AsOf stored : List.of(asOf(seed), new AsOf(Knowledge.LATEST, WorldLoads.NOW))) {
      ReferenceData references = new ReferenceData(warehouse, stored);
      new Valuation(references, "v", line -> {})
          .write(plan(references), WorldLoads.requests(warehouse, stored), List.of(), false);
    }
    Map<String, String> read = WorldLoads.versions(warehouse);
    world.change(folder.resolve("1"), 12);
    WorldLoads.load(warehouse, folder.resolve("1"), 1);
    List<BasketRequest> requests = WorldLoads.requests(warehouse, asOf(seed));
    ImpactedDays impact =
        ImpactAnalysis.since(warehouse, asOf(seed), List.of(read), requests).orElseThrow();

    List<ReferenceData> exchanges = all(warehouse, seed);
    assertSame("issuers", exchanges, references -> issuers(references, KeySet.ALL));
    KeySet one = KeySet.of(Set.of(issuers(exchanges.get(0), KeySet.ALL).get(0).split(" ", 2)[0]));
    assertSame("a named issuer", exchanges, references -> issuers(references, one));
    assertSame("baskets", exchanges, references -> baskets(references, requests));
    assertSame("changes", exchanges, references -> changes(references, impact));
    assertSame(
        "rolling statistics",
        exchanges,
        references -> rolling(references, requests, folder.resolve("w/valuation/rolling")));
  }

  private static int[] calendar(ReferenceData references) {
    return references.valuationDays(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** The last days. */
  private static Plan plan(ReferenceData references) {
    int[] calendar = calendar(references);
    int[] days = Arrays.copyOfRange(calendar, Math.max(0, calendar.length - 60), calendar.length);
    return Plan.of(STEPS, references.asOf(), days, List.of());
  }

  private static List<String> issuers(ReferenceData references, KeySet named) {
    Plan plan = plan(references);
    Rates rates = references.rates(plan.days(), STEPS.fxMaxAgeDays());
    return new IssuerValuation(references)
        .value("issuers", plan, rates, named).stream()
            .map(
                block ->
                    String.join(
                        " ",
                        block.issuerId(),
                        String.valueOf(block.chunk()),
                        block.basis(),
                        Arrays.toString(block.days()),
                        Arrays.toString(block.usd()),
                        Arrays.toString(block.codes())))
            .sorted()
            .toList();
  }

  private static List<String> baskets(ReferenceData references, List<BasketRequest> requests) {
    Plan plan = plan(references).boundedFor(100_000);
    Rates rates = references.rates(plan.days(), STEPS.fxMaxAgeDays());
    try (Sent values =
        new IssuerValuation(references).byChunk("baskets", plan, rates, KeySet.ALL)) {
      return values
          .run(new ChunkValuer(plan, references.memberships(), requests, null, "", false).baskets())
          .stream()
          .map(KernelsTest::text)
          .sorted()
          .toList();
    }
  }

  private static String text(BasketBlock block) {
    return String.join(" ", block.basketId, block.subsector, block.basis, block.membership)
        + Stream.of(block.days(), block.members, block.capped, block.matched, block.negative)
            .map(Arrays::toString)
            .toList()
        + Stream.of(
                block.cap,
                block.matchedCap,
                block.earnings,
                block.pe,
                block.peZeroFloor,
                block.peExLosses,
                block.peMedian,
                block.coverage)
            .map(Arrays::toString)
            .toList();
  }

  private static ImpactedDays changes(ReferenceData references, ImpactedDays impact) {
    return new ChangeDetection(references, STEPS, List.of())
        .narrowed(impact, calendar(references), RUNS);
  }

  private List<String> rolling(
      ReferenceData references, List<BasketRequest> requests, Path folder) {
    Map<String, Set<String>> baskets =
        requests.stream()
            .collect(
                Collectors.groupingBy(
                    request -> request.membership().toString(),
                    Collectors.mapping(BasketRequest::basketId, Collectors.toSet())));
    String one = requests.get(0).basketId();
    Map<String, Set<String>> others = new HashMap<>();
    baskets.forEach(
        (membership, ids) ->
            others.put(
                membership,
                ids.stream().filter(id -> !id.equals(one)).collect(Collectors.toSet())));
    int[] calendar = calendar(references);
    int end = calendar.length;
    RollingValuation rolling = new RollingValuation(references, STEPS, "v");
    List<List<RollingValuation.Part>> asked =
        List.of(
            List.of(new RollingValuation.Part(calendar[0], baskets, Set.of(), Set.of())),
            List.of(
                new RollingValuation.Part(calendar[end - 20], others, Set.of("NTM"), Set.of("ALL")),
                new RollingValuation.Part(
                    calendar[end - 30], Map.of("point_in_time", Set.of(one)), Set.of(), Set.of())));
    return asked.stream()
        .flatMap(parts -> rows(folder, rolling.written(parts, WINDOWS)).stream())
        .toList();
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
}
