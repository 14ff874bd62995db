package org.rerate.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.history.AsOf;
import org.rerate.history.BlockCodec;
import org.rerate.history.FactColumns;
import org.rerate.history.FactKind;
import org.rerate.table.SeriesTables;
import org.rerate.testing.RandomWorld;
import org.rerate.testing.SparkTestBase;

/** Blocks that are joined hold the rows they held, one block a key. */
class BlockCompactionTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final int LOADS = 3;

  @TempDir Path folder;

  private Warehouse warehouse;

  @BeforeEach
  void load() throws IOException {
    warehouse = warehouse(folder.resolve("w"));
    RandomWorld world = new RandomWorld(21);
    world.begin(folder.resolve("0"));
    Loads.load(warehouse, folder, 0);
    for (int i = 1; i < LOADS; i++) {
      // Restated rows are of days and keys that are stored, so that their blocks become many.
      world.restate(folder.resolve(String.valueOf(i)), 200);
      Loads.load(warehouse, folder, i);
    }
  }

  @Test
  void nothingIsLostAndEachKeyHasOneBlock() {
    BlockCompaction repacking = new BlockCompaction(warehouse, 1);
    List<String> rows = rows();
    BlockWatermarks head = BlockWatermarks.of(warehouse);
    List<Integer> due = repacking.due();
    assertThat(due).isNotEmpty();
    assertThat(keys()).doesNotHaveDuplicates().hasSizeLessThan(blocks());

    due.forEach(year -> repacking.join(year, "m"));

    assertThat(rows()).isEqualTo(rows);
    assertThat(repacking.due()).isEmpty();
    BlockWatermarks after = BlockWatermarks.of(warehouse);
    assertThat(after.marks()).isEqualTo(head.marks());
    assertThat(after.days(AsOf.ALL)).isEqualTo(head.days(AsOf.ALL));
    Set<String> joined = new HashSet<>();
    warehouse
        .read(SeriesTables.BLOCKS)
        .where("run_id = 'm'")
        .collectAsList()
        .forEach(
            row -> assertThat(joined.add(key(row) + row.getAs("year"))).as("one a key").isTrue());
    assertThat(joined).isNotEmpty();
    nothingIsLeftToPack();
    aLoadThatIsPackedMeanwhileIsNotLost();
  }

  private void nothingIsLeftToPack() {
    long version = warehouse.version(SeriesTables.BLOCKS).orElseThrow();
    new SeriesStore(warehouse).catchUp("again");
    assertThat(warehouse.version(SeriesTables.BLOCKS)).hasValue(version);
  }

  private void aLoadThatIsPackedMeanwhileIsNotLost() {
    long sequence = warehouse.sequence(SeriesTables.BLOCKS);
    var all = warehouse.read(SeriesTables.BLOCKS, warehouse.version(SeriesTables.BLOCKS).orElse(0));
    List<String> rows = rows();
    Row block = all.where("year = 0 AND kind = 'SECURITIES'").head();
    warehouse.appendRows(SeriesTables.BLOCKS, List.of(block), "other", sequence);
    assertThatThrownBy(
            () ->
                warehouse.replace(
                    SeriesTables.BLOCKS,
                    all.where("year = 0"),
                    Filter.is("year", 0),
                    "m",
                    sequence))
        .isInstanceOf(RerateException.class)
        .hasMessageContaining("another run wrote to series.blocks");
    assertThat(rows()).hasSizeGreaterThan(rows.size()).containsAll(rows);
  }

  private int blocks() {
    return (int) warehouse.read(SeriesTables.BLOCKS).where("kind <> 'PACKED'").count();
  }

  private List<String> keys() {
    return warehouse.read(SeriesTables.BLOCKS).where("kind <> 'PACKED'").collectAsList().stream()
        .map(row -> key(row) + row.getAs("year"))
        .distinct()
        .toList();
  }

  private static String key(Row row) {
    return String.join(" ", row.getString(0), row.getString(1), row.getString(2)) + " ";
  }

  /** Every fact of every block, but for the days, which are told apart by the head. */
  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (Row row :
        warehouse
            .read(SeriesTables.BLOCKS)
            .where("kind NOT IN ('DAYS', 'PACKED')")
            .collectAsList()) {
      FactKind kind = FactKind.valueOf(row.getString(0));
      FactColumns block = BlockCodec.decode(kind, row.getAs("payload"));
      for (int i = 0; i < block.size; i++) {
        rows.add(key(row) + row.getAs("year") + " " + fact(block, i));
      }
    }
    return rows.stream().sorted().toList();
  }

  private static String fact(FactColumns block, int row) {
    List<Object> cells = new ArrayList<>();
    cells.addAll(
        List.of(block.day[row], block.knownAt[row], block.ingestedAt[row], block.retracted[row]));
    Stream.of(block.integers).forEach(column -> cells.add(column[row]));
    Stream.of(block.numbers).forEach(column -> cells.add(column[row]));
    Stream.of(block.texts).forEach(column -> cells.add(column[row]));
    return cells.toString();
  }
}
