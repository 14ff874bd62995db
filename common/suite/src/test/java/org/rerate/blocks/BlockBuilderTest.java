package org.rerate.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.engine.delta.Warehouse;
import org.rerate.history.BlockCodec;
import org.rerate.history.FactColumns;
import org.rerate.history.FactKind;
import org.rerate.ingest.load.Ingest;
import org.rerate.ingest.load.IngestOptions;
import org.rerate.ingest.load.QuarantineLimit;
import org.rerate.table.SeriesTables;
import org.rerate.testing.RandomWorld;
import org.rerate.testing.SparkTestBase;

/** Few rows are packed in this process, many by Spark: into the same blocks. */
class BlockBuilderTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  @Test
  void bothWays(@TempDir Path folder) throws IOException {
    Warehouse warehouse = warehouse(folder.resolve("w"));
    RandomWorld world = new RandomWorld(11);
    world.begin(folder.resolve("0"));
    load(warehouse, folder.resolve("0"), "load-0");
    world.change(folder.resolve("1"), 12);
    load(warehouse, folder.resolve("1"), "load-1");

    for (Optional<List<String>> runs :
        List.of(Optional.<List<String>>empty(), Optional.of(List.of("load-1")))) {
      List<BlockBuilder.Missing> missing = missing(warehouse, runs);
      BlockBuilder packing = new BlockBuilder(warehouse, "p");
      List<String> here = texts(packing.packedHere(missing));
      assertThat(here)
          .hasSizeGreaterThan(missing.size())
          .isEqualTo(texts(packing.packed(missing).collectAsList()));
    }
  }

  @Test
  void whatIsAppendedCanBeReadAgain(@TempDir Path folder) throws IOException {
    Warehouse warehouse = warehouse(folder.resolve("w"));
    new RandomWorld(12).begin(folder.resolve("0"));
    load(warehouse, folder.resolve("0"), "load-0");
    List<BlockBuilder.Missing> missing = missing(warehouse, Optional.empty());
    BlockBuilder packing = new BlockBuilder(warehouse, "p");
    packing.append(missing, 0);
    assertThat(texts(warehouse.read(SeriesTables.BLOCKS).collectAsList()))
        .isEqualTo(texts(packing.packedHere(missing)));
  }

  private static void load(Warehouse warehouse, Path feed, String run) {
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

  private static List<BlockBuilder.Missing> missing(
      Warehouse warehouse, Optional<List<String>> runs) {
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
