package org.rerate.blocks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.rerate.engine.delta.TableState;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.history.AsOf;
import org.rerate.history.BlockCodec;
import org.rerate.history.FactColumns;
import org.rerate.history.FactKind;
import org.rerate.table.SeriesTables;

/**
 * What the packed series say of themselves, read at once.
 *
 * @param marks market table to the state up to which it is packed; empty if the mark is of before
 *     marks told that
 * @param packing what tells these blocks from those before all were packed anew
 * @param isWhole true if every block has all columns of today's form
 * @param days blocks of the days on which closes came in
 */
record BlockWatermarks(
    Map<String, Optional<TableState>> marks,
    String packing,
    boolean isWhole,
    List<FactColumns> days) {

  /** The market table of the mark that tells since which form all blocks were packed. */
  static final String FORM = "\n";

  /** The market table of the mark that names the packing. */
  static final String PACKING = "";

  /** The head of {@code series.blocks}. */
  static BlockWatermarks of(Warehouse warehouse) {
    Map<String, Long> versions = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    List<FactColumns> days = new ArrayList<>();
    warehouse
        .scan(SeriesTables.BLOCKS, "kind", "series_key", "row_count", "payload")
        .where(Filter.is("year", 0))
        .where(Filter.in("kind", List.of(SeriesTables.MARK, FactKind.DAYS.name())))
        .forEach(
            row -> {
              if (!row.text(0).equals(SeriesTables.MARK)) {
                days.add(BlockCodec.decode(FactKind.DAYS, row.bytes(3)));
              } else if (versions.merge(row.text(1), row.whole(2, 0L), Math::max)
                  == row.whole(2, 0L)) {
                texts.put(row.text(1), row.isMissing(3) ? "" : text(row.bytes(3)));
              }
            });
    String packing = texts.getOrDefault(PACKING, "");
    texts.remove(PACKING);
    boolean isWhole =
        texts.isEmpty() || Integer.toString(BlockCodec.VERSION).equals(texts.remove(FORM));
    Map<String, Optional<TableState>> marks = new HashMap<>();
    texts.forEach((table, text) -> marks.put(table, TableState.parse(text)));
    return new BlockWatermarks(marks, packing, isWhole, days);
  }

  /** A text as marks hold it. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The text of a mark. */
  static String text(byte[] payload) {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** The days on which any close was taken in, ascending, without those taken in after the cut. */
  int[] days(AsOf asOf) {
    NavigableSet<Integer> seen = new TreeSet<>();
    for (FactColumns block : days) {
      for (int i = 0; i < block.size; i++) {
        if (block.ingestedAt[i] <= asOf.recordedLimit()) {
          seen.add(block.day[i]);
        }
      }
    }
    return seen.stream().mapToInt(Integer::intValue).toArray();
  }
}
