package org.rerate.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.Days;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.KeySet;
import org.rerate.history.AsOf;
import org.rerate.history.FactKind;
import org.rerate.table.SeriesTables;
import org.rerate.testing.RandomWorld;
import org.rerate.testing.SparkTestBase;

/** Late rows of older years are carried too, key by key or all anew. */
class CarryForwardStoreTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  /** Days from here on need the year before only as far as it is carried. */
  private static final int FIRST = Days.of(LocalDate.parse("2025-01-02"));

  private static final List<String> KINDS =
      Stream.of(FactKind.values()).map(FactKind::name).toList();

  @TempDir Path folder;

  @Test
  void rowsOfKeysThatChanged() throws IOException {
    Warehouse warehouse = warehouse(folder.resolve("w"));
    RandomWorld world = new RandomWorld(31);
    world.begin(folder.resolve("0"));
    Loads.load(warehouse, folder, 0);
    assertThat(blocks(warehouse, KeySet.of(List.of("I0", "I0L0")))).isNotEmpty();
    assertThat(warehouse.version(SeriesTables.CARRIED)).as("not for a few").isEmpty();
    List<String> before = blocks(warehouse, KeySet.ALL);
    assertThat(warehouse.version(SeriesTables.CARRIED)).as("carried for all").isPresent();
    assertThat(blocks(warehouse, KeySet.ALL)).isNotEmpty().isEqualTo(before);

    world.restate(folder.resolve("1"), 30);
    Loads.load(warehouse, folder, 1);
    long carried = warehouse.version(SeriesTables.CARRIED).orElseThrow();
    List<String> here = blocks(warehouse, KeySet.ALL);
    assertThat(warehouse.version(SeriesTables.CARRIED)).as("carried once").hasValue(carried + 1);
    assertThat(blocks(warehouse, KeySet.ALL)).isEqualTo(here);
    assertThat(warehouse.version(SeriesTables.CARRIED)).as("not again").hasValue(carried + 1);

    Dataset<Row> none = warehouse.read(SeriesTables.CARRIED).limit(0);
    warehouse.replace(SeriesTables.CARRIED, none, Filter.present("year"), "none");
    assertThat(blocks(warehouse, KeySet.ALL)).as("all anew").isEqualTo(here).isNotEqualTo(before);
  }

  private static List<String> blocks(Warehouse warehouse, KeySet keys) {
    List<String> blocks = new ArrayList<>();
    for (TableScan scan : new SeriesStore(warehouse).blocks(AsOf.ALL, FIRST, 0, KINDS, keys, "v")) {
      scan.forEach(row -> blocks.add(text(row.text(0), row.text(1), row.text(2), row.bytes(3))));
    }
    return blocks.stream().sorted().toList();
  }

  private static String text(String kind, String key, String subKey, byte[] payload) {
    return String.join(" ", kind, key, subKey, Base64.getEncoder().encodeToString(payload));
  }
}
