package org.rerate.series;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.rerate.storage.Condition;
import org.rerate.storage.Warehouse;
import org.rerate.table.SeriesTables;

/**
 * What the packed series say of themselves, read at once.
 *
 * @param marks market table to the version up to which it is packed
 * @param days blocks of the days on which closes came in
 */
record SeriesHead(Map<String, Long> marks, List<Block> days) {

  /** The head of {@code series.blocks}. */
  static SeriesHead of(Warehouse warehouse) {
    Map<String, Long> marks = new HashMap<>();
    List<Block> days = new ArrayList<>();
    warehouse
        .lookup(SeriesTables.BLOCKS, "kind", "series_key", "row_count", "payload")
        .where(Condition.is("year", 0))
        .where(Condition.in("kind", List.of(SeriesTables.MARK, Kind.DAYS.name())))
        .forEach(
            row -> {
              if (row.text(0).equals(SeriesTables.MARK)) {
                marks.merge(row.text(1), row.whole(2, 0L), Math::max);
              } else {
                days.add(BlockCodec.decode(Kind.DAYS, row.bytes(3)));
              }
            });
    return new SeriesHead(marks, days);
  }

  /** The days on which any close was taken in, ascending, without those taken in after the cut. */
  int[] days(Cut cut) {
    NavigableSet<Integer> seen = new TreeSet<>();
    for (Block block : days) {
      for (int i = 0; i < block.size; i++) {
        if (block.ingestedAt[i] <= cut.recordedLimit()) {
          seen.add(block.day[i]);
        }
      }
    }
    return seen.stream().mapToInt(Integer::intValue).toArray();
  }
}
