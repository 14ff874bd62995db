package org.rerate.series;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.table.SeriesTables;

/**
 * What the packed series say of themselves, read at once.
 *
 * @param marks market table to the version up to which it is packed
 * @param days blocks of the days on which closes came in
 */
record SeriesHead(Map<String, Long> marks, List<Block> days) {

  /** The head of {@code series.blocks}. */
  static SeriesHead of(Dataset<Row> blocks) {
    Map<String, Long> marks = new HashMap<>();
    List<Block> days = new ArrayList<>();
    for (Row row :
        blocks
            .where(col("year").equalTo(0))
            .where(col("kind").isin(SeriesTables.MARK, Kind.DAYS.name()))
            .select("kind", "series_key", "row_count", "payload")
            .collectAsList()) {
      if (row.getString(0).equals(SeriesTables.MARK)) {
        marks.merge(row.getString(1), row.getLong(2), Math::max);
      } else {
        days.add(BlockCodec.decode(Kind.DAYS, (byte[]) row.get(3)));
      }
    }
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
