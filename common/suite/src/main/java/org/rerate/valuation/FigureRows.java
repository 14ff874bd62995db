package org.rerate.valuation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.rerate.domain.Status;
import org.rerate.engine.parquet.DataFileWriter;
import org.rerate.engine.parquet.DataFileWriter.Word;

/** Unpacks blocks of figures of baskets into the rows of their tables. */
final class FigureRows {

  private static final Map<Status, Word> STATUSES = new EnumMap<>(Status.class);

  static {
    Arrays.stream(Status.values()).forEach(s -> STATUSES.put(s, Word.of(s.name())));
  }

  private final Word runId;

  FigureRows(String runId) {
    this.runId = Word.of(runId);
  }

  /** Writes the rows of {@code block}, each to the file of its day. */
  void write(FigureBlock block, IntFunction<DataFileWriter> files) {
    Word basket = Word.of(block.basketId);
    Word subsector = Word.of(block.subsector);
    Word[] words = block.words.stream().map(Word::of).toArray(Word[]::new);
    for (int i = 0; i < block.size(); i++) {
      DataFileWriter file = files.apply(block.day[i]);
      file.text(basket).text(subsector).whole(block.day[i]);
      for (Word word : words) {
        file.text(word);
      }
      for (double[] column : block.numbers) {
        file.number(column[i]);
      }
      for (int[] column : block.counts) {
        file.whole(column[i]);
      }
      file.text(STATUSES.get(block.status(i))).text(runId).end();
    }
  }
}
