package org.rerate.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.exchange.Exchange;
import org.rerate.engine.exchange.LocalExchange;
import org.rerate.history.BlockCodec;
import org.rerate.history.FactColumns;
import org.rerate.history.FactKind;
import org.rerate.ingest.load.Ingest;
import org.rerate.ingest.load.IngestOptions;
import org.rerate.ingest.load.QuarantineLimit;
import org.rerate.table.SeriesTables;
import org.rerate.testing.RandomWorld;
import org.rerate.testing.Seeds;
import org.rerate.testing.ShuffledExchange;
import org.rerate.testing.SparkTestBase;

/** The same blocks on both transports, in 1, 2 and 7 partitions, whatever order rows come in. */
class BlockBuilderTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  static List<Long> seeds() {
    return Seeds.all();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sameOnEveryExchange(long seed, @TempDir Path folder) throws IOException {
    Warehouse warehouse = warehouse(folder.resolve("w"));
    RandomWorld world = new RandomWorld(seed);
    world.begin(folder.resolve("0"));
    load(warehouse, folder.resolve("0"), "load-0");
    world.change(folder.resolve("1"), 12);
    load(warehouse, folder.resolve("1"), "load-1");

    for (Optional<List<String>> runs :
        List.of(Optional.<List<String>>empty(), Optional.of(List.of("load-1")))) {
      List<BlockBuilder.Missing> missing = missing(warehouse, runs);
      BlockBuilder packing = new BlockBuilder(warehouse, "p");
      List<String> first = null;
      for (ShuffledExchange exchange : ShuffledExchange.all(new JavaSparkContext(sc()), seed)) {
        List<String> packed =
            texts(
                packing.sent(missing, exchange, exchange.partitions()).run(new Packing()).stream()
                    .toList());
        assertThat(packed).as(exchange.toString()).isNotEmpty();
        first = first == null ? packed : first;
        assertThat(packed).as(exchange.toString()).isEqualTo(first);
      }
    }
  }

  /** The blocks themselves, not written. */
  private static final class Packing implements Exchange.Kernel<Row> {

    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Row> results(int partition, Iterator<Exchange.Parcel> parcels) {
      return BlockKernel.blocks(parcels, "p").iterator();
    }
  }

  /** What two loads packed one after the other is what packing all at once gives, row by row. */
  @Test
  void whatIsAppendedCanBeReadAgain(@TempDir Path folder) throws IOException {
    Warehouse warehouse = warehouse(folder.resolve("w"));
    new RandomWorld(12).begin(folder.resolve("0"));
    load(warehouse, folder.resolve("0"), "load-0");
    List<BlockBuilder.Missing> missing = missing(warehouse, Optional.empty());
    BlockBuilder packing = new BlockBuilder(warehouse, "p");
    packing.append(missing, 0);
    List<String> appended = texts(warehouse.read(SeriesTables.BLOCKS).collectAsList());
    // A mark for each table, and one for the form.
    assertThat(appended)
        .filteredOn(row -> row.startsWith(SeriesTables.MARK))
        .hasSize(missing.size() + 1);
    assertThat(appended.stream().filter(row -> !row.startsWith(SeriesTables.MARK)))
        .isEqualTo(texts(packing.sent(missing, new LocalExchange(), 1).run(new Packing())));

    packing.replace(missing, 1);
    assertThat(texts(warehouse.read(SeriesTables.BLOCKS).collectAsList()))
        .containsAll(appended)
        .hasSize(appended.size() + 1);
  }

  static void load(Warehouse warehouse, Path feed, String run) {
    IngestOptions options =
        new IngestOptions(
            null,
            Set.of(),
            new QuarantineLimit(0.9, 0),
            run,
            Instant.parse("2026-11-21T00:00:00Z"),
            LocalDate.parse("2026-11-21"));
    new Ingest(warehouse, options, line -> {}).load(feed.toString());
  }

  static List<BlockBuilder.Missing> missing(Warehouse warehouse, Optional<List<String>> runs) {
    List<BlockBuilder.Missing> missing = new ArrayList<>();
    for (PackQuery query : PackQuery.ALL) {
      warehouse
          .history(query.feed().table())
          .state()
          .ifPresent(state -> missing.add(new BlockBuilder.Missing(query, state, runs)));
    }
    return missing;
  }

  private static List<String> texts(List<Row> blocks) {
    return blocks.stream()
        .map(
            row ->
                String.join(
                    " ",
                    row.getString(0),
                    row.getString(1),
                    row.getString(2),
                    String.valueOf(row.getInt(3)),
                    String.valueOf(row.getLong(4)),
                    row.getString(0).equals(SeriesTables.MARK)
                        ? BlockWatermarks.text((byte[]) row.get(5))
                        : rows(FactKind.valueOf(row.getString(0)), (byte[]) row.get(5)),
                    row.getString(6)))
        .sorted()
        .toList();
  }

  /** As they lie: rows of one delivery stand in the order in which they count. */
  private static String rows(FactKind kind, byte[] payload) {
    FactColumns block = BlockCodec.decode(kind, payload);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < block.size; i++) {
      int at = i;
      rows.add(
          block.day[i]
              + " "
              + block.knownAt[i]
              + " "
              + block.ingestedAt[i]
              + " "
              + block.retracted[i]
              + Arrays.stream(block.integers).map(column -> column[at]).toList()
              + Arrays.stream(block.numbers).map(column -> column[at]).toList()
              + Arrays.stream(block.texts).map(column -> column[at]).toList());
    }
    return rows.toString();
  }
}
